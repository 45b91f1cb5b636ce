// The keys of the picture; each stands for what a button or the mouse does as well.

const ARROWS = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};
const KEYS = {
  e: 'expand', h: 'hide', r: 'show', p: 'pin', x: 'path', z: 'undo', y: 'redo', f: 'fit', '+': 'closer', '=': 'closer', '-': 'farther',
  '/': 'search', '?': 'help', Enter: 'open', Escape: 'nothing', '[': 'before', ']': 'after',
};

/** Listen to the keys of the picture; `move` gets a direction and whether a pinned node is meant, `act` a word. */
export function listen(canvas, {move, act}) {
  canvas.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = ARROWS[event.key], name = KEYS[event.key];
    if (direction) move(direction, event.shiftKey);
    else if (name) act(name);
    else return;
    event.preventDefault();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.target.closest('input, select, textarea')) return;
    act('search');
    event.preventDefault();
  });
}
