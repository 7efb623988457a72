'use strict';

const MAX_ORDERS = 100;
const MAX_SEEN = 1000;

const list = document.getElementById('orders');
const template = document.getElementById('order-template');
const cards = new Map();
const seen = new Set();

/* ---- the stream ---- */

function connect() {
  const stream = new EventSource('api/events');
  stream.onopen = () => showConnection('live', 'Live');
  stream.onmessage = (message) => receive(JSON.parse(message.data));
  stream.onerror = () => {
    showConnection('lost', 'Reconnecting…');
    // the browser tries again by itself, unless the server answered with an error
    if (stream.readyState === EventSource.CLOSED) {
      setTimeout(connect, 3000);
    }
  };
}

function showConnection(state, text) {
  const indicator = document.getElementById('connection');
  indicator.dataset.state = state;
  indicator.textContent = text;
}

// each connection begins with the recent events: those already on the page are skipped
function receive(event) {
  if (seen.has(event.id)) {
    return;
  }
  seen.add(event.id);
  if (seen.size > MAX_SEEN) {
    seen.delete(seen.values().next().value);
  }
  const content = parse(event.data);
  const card = cardFor(keyOf(content, event.data));
  showContent(card, content, event.data, event.failure);
  showStep(card, event);
  offerPacking(card, content);
  showTotals();
}

/* ---- an event's content, which may be anything ---- */

function parse(data) {
  try {
    const content = JSON.parse(data);
    return (content !== null && typeof content === 'object' && !Array.isArray(content)) ? content : null;
  } catch {
    return null;
  }
}

function keyOf(content, data) {
  if (content && typeof content.id === 'string' && content.id) {
    return `id ${content.id}`;
  }
  // a message without an id is identified by its first characters, which its rejection
  // repeats
  return `text ${content && typeof content.received === 'string' ? content.received : data.slice(0, 200)}`;
}

/* ---- cards ---- */

function cardFor(key) {
  let card = cards.get(key);
  if (!card) {
    card = template.content.cloneNode(true).querySelector('.order');
    cards.set(key, card);
    list.prepend(card);
    document.getElementById('empty').hidden = true;
    if (cards.size > MAX_ORDERS) {
      const [oldest, oldestCard] = cards.entries().next().value;
      oldestCard.remove();
      cards.delete(oldest);
    }
  }
  return card;
}

function showContent(card, content, data, failure) {
  if (content && isText(content.item)) {
    show(card, '.what', isText(content.quantity) ? `${content.quantity} × ${content.item}` : content.item);
    const who = isText(content.customer) ? `for ${content.customer}` : 'for an unnamed customer';
    show(card, '.who', isText(content.id) ? `${who} · ${String(content.id).slice(0, 8)}` : who);
  } else if (!card.querySelector('.what').textContent) {
    show(card, '.what', 'Not an order');
    show(card, '.who', 'This text was published, but it cannot be read as an order');
    show(card, '.raw', content?.received ?? data);
  }
  const reason = failure ?? content?.reason;
  if (isText(reason)) {
    show(card, '.reason', reason);
  }
}

function showStep(card, event) {
  const dead = event.topic.endsWith('.dlt');
  const state = dead ? 'dead-letter' : event.topic.slice(event.topic.indexOf('.') + 1);
  const label = dead ? 'dead letter' : state;
  card.dataset.state = state;
  show(card, '.pill', label);
  const at = new Date(event.at);
  const step = document.createElement('li');
  const name = document.createElement('b');
  name.textContent = label;
  const elapsed = card.dataset.at ? elapsedText(at - Number(card.dataset.at)) : at.toLocaleTimeString();
  step.append(name, ` ${elapsed}`);
  card.dataset.at = at.getTime();
  card.querySelector('.steps').append(step);
}

function elapsedText(millis) {
  return (millis < 1000) ? `+${millis} ms` : `+${(millis / 1000).toFixed(1)} s`;
}

function showTotals() {
  const states = Array.from(cards.values(), (card) => card.dataset.state);
  for (const total of document.querySelectorAll('[data-total]')) {
    const state = total.dataset.total;
    total.querySelector('dd').textContent =
        (state === 'all') ? states.length : states.filter((each) => each === state).length;
  }
}

function show(card, selector, text) {
  const element = card.querySelector(selector);
  element.textContent = text;
  element.hidden = false;
}

function isText(value) {
  return (typeof value === 'string' && value !== '') || typeof value === 'number';
}

/* ---- the form ---- */

const form = document.getElementById('order-form');

form.addEventListener('submit', async (submission) => {
  submission.preventDefault();
  showErrors({});
  const button = document.getElementById('place');
  button.disabled = true;
  try {
    await place({
      customer: field('customer').value,
      item: field('item').value,
      quantity: field('quantity').value === '' ? null : Number(field('quantity').value),
    });
  } catch {
    showOutcome('bad', 'The application does not answer. Is it running?');
  } finally {
    button.disabled = false;
  }
});

async function place(order) {
  const response = await fetch('api/orders', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Accept': 'application/json' },
    body: JSON.stringify(order),
  });
  const answer = await response.json();
  if (response.ok) {
    showOutcome('good', 'Placed. Follow it on the board.');
    field('item').value = '';
    field('quantity').value = '1';
    field('item').focus();
  } else {
    showErrors(answer.errors ?? {});
    showOutcome('bad', answer.detail ?? 'The order was not placed.');
  }
}

// form.elements.item is a method, not a field
function field(name) {
  return document.getElementById(name);
}

function showErrors(errors) {
  for (const name of ['customer', 'item', 'quantity']) {
    field(name).setAttribute('aria-invalid', String(name in errors));
    document.getElementById(`${name}-error`).textContent = errors[name] ?? '';
  }
  showOutcome('', '');
  form.querySelector('[aria-invalid="true"]')?.focus();
}

function showOutcome(state, text) {
  const outcome = document.getElementById('outcome');
  outcome.dataset.state = state;
  outcome.textContent = text;
}

connect();
