// The whole view as a value: read from the address and written back to it; every change makes a new one, so undo is a list.

const BASE = ['around', 'hops', 'from', 'to', 'query', 'params', 'type', 'limit', 'layout', 'lang'];
const MOST_UNDONE = 200;

/** Return the part of an address that fetches the nodes, as pairs. */
export function baseOf(search) {
  return [...new URLSearchParams(search)].filter(([name, value]) => value && BASE.includes(name));
}

/** Return the state that an address holds. */
export function readState(search) {
  const given = new URLSearchParams(search);
  const list = (name) => (given.get(name) || '').split('_').filter(Boolean);
  const pin = Object.fromEntries(list('pin').map((each) => each.split('.')).map(([key, x, y]) => [key, [Number(x), Number(y)]]));
  return Object.freeze({
    add: list('add'), hide: list('hide'), pin, kinds: given.getAll('kind').filter(Boolean), region: given.get('region') || '',
    confidence: Number(given.get('confidence') || 0), derived: given.get('derived') !== 'false',
    since: given.get('since') || '', until: given.get('until') || '',
  });
}

/** Return the zoom and the middle that an address holds, or null. */
export function readEye(search) {
  const parts = (new URLSearchParams(search).get('at') || '').split('.').map(Number);
  return parts.length === 3 && parts.every(Number.isFinite) && parts[0] > 0 ? {zoom: parts[0] / 1000, x: parts[1], y: parts[2]} : null;
}

/** Return the address of a state; `eye` is the zoom and the middle, or null. */
export function searchOf(base, state, eye = null) {
  const given = new URLSearchParams(base);
  const put = (name, value) => { if (value) given.set(name, value); };
  put('add', state.add.join('_'));
  put('hide', state.hide.join('_'));
  put('pin', Object.entries(state.pin).map(([key, [x, y]]) => `${key}.${Math.round(x)}.${Math.round(y)}`).join('_'));
  state.kinds.forEach((kind) => given.append('kind', kind));
  put('region', state.region);
  put('confidence', state.confidence || '');
  put('derived', state.derived ? '' : 'false');
  put('since', state.since);
  put('until', state.until);
  put('at', eye && `${Math.round(eye.zoom * 1000)}.${Math.round(eye.x)}.${Math.round(eye.y)}`);
  return given.toString();
}

/** The states so far, and those that were undone. */
export class Past {
  constructor(state) {
    this.states = [state];
    this.at = 0;
  }

  get now() {
    return this.states[this.at];
  }

  push(state) {
    this.states = [...this.states.slice(0, this.at + 1), Object.freeze(state)].slice(-MOST_UNDONE);
    this.at = this.states.length - 1;
  }

  go(step) {
    const to = this.at + step;
    if (to < 0 || to >= this.states.length) return false;
    this.at = to;
    return true;
  }
}
