'use strict';

/* ---- a quote: a request and its reply ---- */

document.getElementById('quote').addEventListener('click', async (click) => {
  showErrors({});
  click.target.disabled = true;
  try {
    await ask(new URLSearchParams({ item: field('item').value, quantity: field('quantity').value }));
  } catch {
    showOutcome('bad', 'The application does not answer. Is it running?');
  } finally {
    click.target.disabled = false;
  }
});

async function ask(question) {
  const response = await fetch(`api/warehouse/quote?${question}`, { headers: { Accept: 'application/json' } });
  const answer = await response.json();
  if (response.ok) {
    const price = (answer.cents / 100).toLocaleString('en', { style: 'currency', currency: 'EUR' });
    showOutcome('good', `${answer.quantity} × ${answer.item}: ${price}, says the warehouse ${answer.warehouse}.`);
  } else {
    showOutcome('bad', (response.status === 400) ? 'Which item, and how many?' : answer.detail);
  }
}

/* ---- packing: a call, whose stream the page follows ---- */

// one at a time: a browser opens few connections to one server
let watched = null;

function offerPacking(card, order) {
  const packing = card.querySelector('.packing');
  packing.hidden = card.dataset.state !== 'accepted' || !order || !isText(order.customer);
  // an order is accepted once
  if (!packing.hidden) {
    packing.querySelector('button').onclick = () => watch(packing, order);
  }
}

function watch(packing, order) {
  stopWatching();
  const { id, customer, item, quantity } = order;
  const stream = new EventSource(`api/warehouse/packing?${new URLSearchParams({ id, customer, item, quantity })}`);
  watched = { stream, packing };
  packing.querySelector('button').disabled = true;
  tellPacked(packing, 'Looking for a box…');
  stream.onmessage = (message) => {
    const step = JSON.parse(message.data);
    tellPacked(packing, `${step.packed} of ${step.pieces} packed in the warehouse ${step.warehouse}`);
    // otherwise the browser would open the stream again when it has ended
    if (step.packed === step.pieces) {
      stopWatching();
    }
  };
  stream.onerror = () => {
    tellPacked(packing, 'Nothing more is heard from the warehouse. Watch it again?');
    stopWatching();
  };
}

function stopWatching() {
  if (watched) {
    watched.stream.close();
    watched.packing.querySelector('button').disabled = false;
    watched = null;
  }
}

function tellPacked(packing, text) {
  packing.querySelector('.packed').textContent = text;
}
