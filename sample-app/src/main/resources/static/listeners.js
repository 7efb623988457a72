'use strict';

const ENDPOINT = 'actuator/jolt';
const INTERVAL_MILLIS = 2000;

const CONSEQUENCES = {
  stopped: 'Messages published now never reach it: nothing is kept for later.',
  paused: 'It stays subscribed. Messages published now wait until it resumes.',
  refused: 'The broker refused its subscription. Stop and start it to ask again.',
  subscribing: 'It is waiting for the broker.',
  stopping: 'It is handling the messages that reached it.',
};

const listeners = document.getElementById('listeners');
const listenerTemplate = document.getElementById('listener-template');
const rows = new Map();

/* ---- figures ---- */

async function refresh() {
  try {
    const response = await fetch(ENDPOINT, { headers: { Accept: 'application/json' } });
    if (!response.ok) {
      throw new Error(`The listeners' figures are not available: the endpoint answered ${response.status}.`);
    }
    showListeners(await response.json());
    tell('figures', '');
  } catch (failure) {
    tell('figures', (failure instanceof TypeError) ? 'The application does not answer. Is it running?' : failure.message);
  }
}

function showListeners(answer) {
  for (const [id, listener] of Object.entries(answer.listeners)) {
    showListener(rowFor(id), id, listener);
  }
}

function rowFor(id) {
  let row = rows.get(id);
  if (!row) {
    row = listenerTemplate.content.cloneNode(true).querySelector('.listener');
    row.dataset.listener = id;
    row.querySelector('h3').textContent = id;
    for (const button of row.querySelectorAll('button')) {
      button.addEventListener('click', () => change(row, id, button));
    }
    rows.set(id, row);
    listeners.append(row);
  }
  return row;
}

function showListener(row, id, listener) {
  const state = listener.state.toLowerCase();
  row.dataset.state = state;
  setText(row.querySelector('.pill'), state);
  setText(row.querySelector('.topics'), [...listener.topics, ...listener.topicPatterns].join(', '));
  setText(row.querySelector('.consequence'), CONSEQUENCES[state] ?? '');
  for (const figure of row.querySelectorAll('[data-figure]')) {
    setText(figure.querySelector('dd'), String(listener.statistics[figure.dataset.figure]));
  }
  const stopped = state === 'stopped';
  const paused = state === 'paused';
  label(row.querySelector('[data-switch="running"]'), stopped ? 'Start' : 'Stop', id);
  const pause = row.querySelector('[data-switch="paused"]');
  label(pause, paused ? 'Resume' : 'Pause', id);
  pause.hidden = stopped;
}

function label(button, text, id) {
  button.dataset.action = text.toLowerCase();
  setText(button, text);
  button.setAttribute('aria-label', `${text} ${id}`);
}

// unchanged text is left alone, so that a screen reader does not repeat it
function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/* ---- the buttons ---- */

async function change(row, id, button) {
  const action = button.dataset.action;
  const buttons = row.querySelectorAll('button');
  buttons.forEach((each) => each.disabled = true);
  try {
    const response = await fetch(`${ENDPOINT}/${encodeURIComponent(id)}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ action }),
    });
    tell('switch', response.ok ? '' : `The endpoint did not ${action} ${id}: it answered ${response.status}.`);
  } catch {
    tell('switch', 'The application does not answer. Is it running?');
  } finally {
    buttons.forEach((each) => each.disabled = false);
    // a disabled button loses the focus
    button.focus();
  }
  await refresh();
}

// a button's message stays until the next one is clicked
const told = { figures: '', switch: '' };

function tell(about, text) {
  told[about] = text;
  const outcome = document.getElementById('listeners-outcome');
  outcome.dataset.state = 'bad';
  setText(outcome, told.figures || told.switch);
}

async function keepRefreshing() {
  if (!document.hidden) {
    await refresh();
  }
  setTimeout(keepRefreshing, INTERVAL_MILLIS);
}

keepRefreshing();
