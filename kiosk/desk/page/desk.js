// The desk's console. It keeps nothing: what it shows is what the kiosk says at that moment.
'use strict';

const at = id => document.getElementById(id);
const outcomes = [
  ['helped', 'Helped with what they came for'], ['signposted', 'Told them where to go'],
  ['introduced', 'Phoned or fetched someone for them'], ['booked', 'Made an appointment'],
  ['unable', 'We could not help'], ['nobody', 'Nobody was there'],
];
const lasted = [['0-5', 'Up to 5 min'], ['5-15', '5 to 15 min'], ['15-30', '15 to 30 min'], ['30+', 'More than 30 min']];
const answered = { accept: 'I’ll take it', 'on-way': 'I’m on my way', arrive: 'I’m with them', release: 'I can’t go: ask a colleague', beside: 'Show English beside their language' };

let view = null, source = null, begun = false, sound = null, offset = 0, wake = null, ending = null, heard = 0, every = 8000, faults = new Map();

async function post(path, body) {
  const r = await fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body), signal: AbortSignal.timeout(8000) });
  if (r.status === 401) { unpaired(); }
  return r;
}

function make(kind, text, cls) {
  const e = document.createElement(kind);
  if (text) e.textContent = text;
  if (cls) e.className = cls;
  return e;
}

function status(text, cls) {
  const s = at('status');
  s.hidden = false;
  s.className = cls;
  if (s.textContent !== text) s.textContent = text;
}

function unpaired(why) {
  if (source) source.close();
  source = null; view = null; begun = false;
  for (const id of ['status', 'start', 'calls', 'foot']) at(id).hidden = true;
  at('device').textContent = '';
  at('pair').hidden = false;
  if (why) at('pair-fault').textContent = why;
  letSleep();
}

function connect() {
  if (source) source.close();
  source = new EventSource('/api/events');
  heard = performance.now();
  source.addEventListener('beat', e => {
    const said = JSON.parse(e.data);
    heard = performance.now(); every = said.every; offset = said.now - Date.now();
    beat();
  });
  source.addEventListener('state', e => { heard = performance.now(); view = JSON.parse(e.data); draw(); if (begun && !view.listening) beat(); });
  source.addEventListener('withdrawn', () => unpaired('This device was withdrawn. Pair it again at the kiosk.'));
  source.onerror = async () => {
    lost();
    if (!source || source.readyState !== EventSource.CLOSED) return;
    try {
      const r = await post('/api/beat', { stream: '' });
      if (r.status === 401) return;
    } catch { /* there is no network: try again */ }
    setTimeout(connect, 3000);
  };
}

// A line that is pulled out tells nobody. The kiosk asks at every beat; a page that was not asked
// twice, by its own clock, is not connected: it says so, and begins anew.
setInterval(() => {
  if (!source || performance.now() - heard < 2 * every + Math.min(1000, every)) return;
  lost();
  connect();
}, 500);

// A console that nobody began is not heard: no visitor is promised a person because of it.
function beat() {
  if (!begun || !view) return;
  post('/api/beat', { stream: view.stream }).catch(lost);
}

function lost() {
  if (!at('pair').hidden) return;
  if (view) view.listening = false;
  status('Not connected. Visitors are told that the desk isn’t answering. Trying again …', 'lost');
}

function draw() {
  at('pair').hidden = true;
  at('device').textContent = view.device;
  at('start').hidden = begun;
  at('foot').hidden = false;
  at('pause').hidden = !begun;
  at('calls').hidden = false;
  if (!begun) status('Not started: visitors cannot call you yet.', 'paused');
  else if (view.listening) status('Visitors can call you.', 'heard');
  else status('Connecting …', 'paused');
  const list = [];
  for (const name of view.lost) list.push(make('p', 'The kiosk “' + name + '” isn’t answering. Go and see whether anyone is waiting there.', 'warn note'));
  for (const c of view.calls) list.push(card(c));
  if (!view.calls.length && begun) list.push(make('p', 'Nobody is waiting. This page makes a sound when someone is.', 'calm'));
  const focus = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.key : '';
  at('calls').replaceChildren(...list);
  if (focus) { const again = document.querySelector('[data-key="' + CSS.escape(focus) + '"]'); if (again) again.focus(); }
  const waits = view.calls.filter(c => c.rings).length;
  document.title = waits ? '(' + waits + ') Someone is waiting' : 'Frontdoor desk';
  if (ending && !view.calls.some(c => c.id === ending && c.mine && c.phase === 'here')) { ending = null; at('end').close(); }
  ring();
}

function card(c) {
  const over = ['resolved', 'withdrawn', 'unanswered'].includes(c.phase);
  const e = make('article', '', 'card' + (c.rings ? ' rings' : '') + (c.mine && !over ? ' mine' : '') + (over ? ' over' : ''));
  e.append(make('h2', c.kiosk));
  e.append(make('p', c.language ? 'Language: ' + c.language : 'No language was chosen', 'note'));
  if (c.topic) e.append(make('p', 'About: ' + c.topic));
  if (c.access.length) { const u = make('ul'); for (const a of c.access) u.append(make('li', a)); e.append(make('p', 'The visitor says:'), u); }
  if (c.lines.length) { const u = make('ul'); for (const l of c.lines) u.append(make('li', l)); e.append(make('p', 'They would like you to know:'), u); }
  const p = make('p', '', 'when'); p.dataset.began = c.began; e.append(p); ago(p);
  if (c.missed && !over) e.append(make('p', 'Someone took this call but did not come. The visitor is still waiting.', 'warn note'));
  else if (c.late && c.rings) e.append(make('p', 'Waiting for more than a minute. The visitor has been shown other ways to get help.', 'warn note'));
  const add = (answer, main) => {
    const b = make('button', answered[answer], main ? 'main' : '');
    b.type = 'button'; b.dataset.key = c.id + answer;
    b.onclick = () => answer_(c.id, answer, b);
    e.append(b);
  };
  if (over) {
    e.append(make('p', c.phase === 'resolved' ? 'This call has ended.' : c.phase === 'withdrawn' ? 'The visitor is no longer waiting.' : 'Nobody came. The visitor has been told how else to reach a person.', 'note'));
  } else if (!c.by && c.phase !== 'here') {
    add('accept', true); add('on-way');
  } else if (!c.mine && c.by) {
    e.append(make('p', '“' + c.by + '” has taken this call.', 'note'));
  } else if (c.phase === 'accepted') {
    e.append(make('p', 'This call is yours. Be there within two minutes.', 'note'));
    add('on-way', true); add('arrive'); add('release');
  } else if (c.phase === 'coming') {
    e.append(make('p', 'The visitor can see that you are on your way.', 'note'));
    add('arrive', true); add('release');
  } else if (!c.mine) {
    e.append(make('p', 'Someone is with them.', 'note')); add('arrive');
  } else {
    e.append(make('p', 'You are with them.', 'note'));
    if (!c.assist && c.tag && c.tag !== 'en') add('beside'); else if (c.assist) e.append(make('p', 'The kiosk shows English beside their language until the visit ends.'));
    const b = make('button', 'End this call', 'main'); b.type = 'button'; b.dataset.key = c.id + 'done'; b.onclick = () => askEnd(c.id); e.append(b);
  }
  const f = make('p', faults.get(c.id) || '', 'fault'); f.setAttribute('role', 'alert'); e.append(f);
  return e;
}

function ago(p) {
  const s = Math.max(0, Math.round((Date.now() + offset - Number(p.dataset.began)) / 1000));
  p.textContent = s < 60 ? 'Asked ' + s + ' seconds ago' : 'Asked ' + Math.floor(s / 60) + ' min ago';
}
setInterval(() => document.querySelectorAll('.when').forEach(ago), 5000);

async function answer_(id, answer, button, more) {
  if (button) button.disabled = true;
  faults.delete(id);
  let fault = '';
  try {
    const r = await post('/api/answer', { id, answer, ...more });
    if (!r.ok) fault = await r.text();
  } catch { fault = 'The kiosk could not be reached. Try again.'; }
  if (button) button.disabled = false;
  if (fault) { faults.set(id, fault.trim()); if (view) draw(); }
  return fault;
}

function askEnd(id) {
  ending = id;
  const said = {};
  const choices = (where, all, key) => at(where).replaceChildren(...all.map(([value, words]) => {
    const b = make('button', words); b.type = 'button'; b.setAttribute('aria-pressed', 'false');
    b.onclick = () => {
      said[key] = value;
      for (const x of at(where).children) x.setAttribute('aria-pressed', String(x === b));
      at('finish').disabled = !(said.outcome && said.lasted);
    };
    return b;
  }));
  choices('outcomes', outcomes, 'outcome'); choices('lasted', lasted, 'lasted');
  at('finish').disabled = true;
  at('end-fault').textContent = '';
  at('finish').onclick = async () => {
    at('finish').disabled = true;
    const fault = await answer_(id, 'done', null, said);
    if (fault) { at('end-fault').textContent = fault; at('finish').disabled = false; return; }
    ending = null; at('end').close();
  };
  at('end').showModal();
}

// Two calm notes, again and again while somebody waits.
function notes() {
  if (!sound) return;
  sound.resume();
  const t = sound.currentTime + 0.05;
  [[659, 0], [523, 0.28]].forEach(([hz, after]) => {
    const o = sound.createOscillator(), g = sound.createGain();
    o.frequency.value = hz; o.type = 'triangle';
    g.gain.setValueAtTime(0, t + after); g.gain.linearRampToValueAtTime(0.5, t + after + 0.03); g.gain.exponentialRampToValueAtTime(0.001, t + after + 0.5);
    o.connect(g).connect(sound.destination); o.start(t + after); o.stop(t + after + 0.55);
  });
  if (navigator.vibrate) navigator.vibrate([200, 80, 200]);
}

let ringing = 0;
function ring() {
  const on = begun && view && view.calls.some(c => c.rings);
  if (on && !ringing) { notes(); ringing = setInterval(notes, 3000); }
  if (!on && ringing) { clearInterval(ringing); ringing = 0; }
}

async function stayAwake() {
  if (!begun || wake || document.visibilityState !== 'visible' || !navigator.wakeLock) return;
  try {
    wake = await navigator.wakeLock.request('screen');
    wake.addEventListener('release', () => { wake = null; });
  } catch { wake = null; } // a battery that is low: the page goes on
}
function letSleep() { if (wake) wake.release(); wake = null; }
document.addEventListener('visibilitychange', () => { stayAwake(); if (document.visibilityState === 'visible') beat(); });

at('begin').onclick = () => {
  sound = sound || new AudioContext();
  sound.resume();
  begun = true;
  notes(); stayAwake(); draw(); beat();
};
at('pause').onclick = () => { begun = false; letSleep(); connect(); };
at('test').onclick = () => { sound = sound || new AudioContext(); notes(); };
at('back').onclick = () => { ending = null; at('end').close(); };
at('unpair').onclick = () => at('sure').showModal();
at('keep').onclick = () => at('sure').close();
at('withdraw').onclick = async () => {
  at('sure').close();
  try { const r = await post('/api/leave', {}); if (r.ok) unpaired('This device was withdrawn.'); else lost(); } catch { lost(); }
};
at('pair-form').onsubmit = async e => {
  e.preventDefault();
  at('pair-fault').textContent = '';
  try {
    const r = await fetch('/api/pair', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ code: at('code').value, name: at('name').value }) });
    if (!r.ok) { at('pair-fault').textContent = (await r.text()).trim(); return; }
    at('code').value = '';
    connect();
  } catch { at('pair-fault').textContent = 'The kiosk could not be reached. Is this device on the same network?'; }
};

function invited() {
  if (location.hash.length < 2) return;
  at('code').value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, '', '/');
}
window.addEventListener('hashchange', () => { invited(); at('name').focus(); });
invited();
connect();
