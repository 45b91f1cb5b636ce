// The picture in a file of its own: look, search, select, leave out kinds; nothing is fetched.

const data = JSON.parse(document.getElementById('figure').textContent);
const container = document.getElementById('canvas'), chosen = document.getElementById('chosen');
const cy = globalThis.cytoscape({
  container, elements: elementsOf(data), style: styleOf(data.looks, data.edges.length), layout: {name: 'preset', fit: true, padding: 24},
  minZoom: 0.04, maxZoom: 4, boxSelectionEnabled: false, autounselectify: true,
});

function text(name, content) {
  const made = document.createElement(name);
  made.textContent = content;
  return made;
}

function choose(element) {
  cy.elements().removeClass('faint near chosen');
  if (!element) return;
  element.addClass('chosen');
  const near = element.isNode() ? element.closedNeighborhood() : element.union(element.connectedNodes());
  cy.elements().not(near).addClass('faint');
  near.edges().addClass('near');
  const {name, kind, date, confidence, derived} = element.data();
  const more = element.isNode() ? [kind, date] : [derived ? data.words.derived : data.words.stated, `${data.words.confidence} ${confidence.toFixed(2)}`];
  chosen.replaceChildren(text('h2', name), text('p', more.filter(Boolean).join(' · ')));
  document.getElementById('status').textContent = chosen.textContent;
}

function legend() {
  const field = document.getElementById('legend');
  for (const label of Object.keys(data.looks)) {
    const some = cy.nodes(`.${label}`);
    if (some.empty()) continue;
    const box = Object.assign(document.createElement('input'), {type: 'checkbox', checked: true});
    box.addEventListener('change', () => some.toggleClass('gone', !box.checked));
    const line = document.createElement('label'), mark = document.createElement('canvas');
    paint(mark, data.looks[label]);
    line.append(box, ' ', mark, ` ${data.kinds[label]} ${some.length}`);
    field.append(line);
  }
}

function paint(mark, look) {
  [mark.width, mark.height] = [26, 16];
  const pen = mark.getContext('2d'), points = look.points.split(' ').map(Number);
  pen.beginPath();
  if (look.shape === 'polygon') for (let i = 0; i < points.length; i += 2) pen.lineTo(13 + 11 * points[i], 8 + 6 * points[i + 1]);
  else pen.roundRect(2, 2, 22, 12, 12 * look.round);
  pen.closePath();
  [pen.fillStyle, pen.strokeStyle, pen.lineWidth] = [look.fill, look.line, 1.5];
  pen.fill();
  pen.stroke();
}

cy.on('tap', (event) => choose(event.target === cy ? null : event.target));
document.getElementById('seek-text').addEventListener('input', (event) => {
  const asked = event.target.value.trim();
  const found = asked ? cy.nodes().filter((node) => node.data('name').includes(asked)).first() : cy.collection();
  choose(found.nonempty() ? found : null);
  if (found.nonempty()) cy.center(found);
});
container.addEventListener('keydown', (event) => {
  const steps = {ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60]};
  if (steps[event.key]) cy.panBy({x: steps[event.key][0], y: steps[event.key][1]});
  else if (event.key === '+' || event.key === '-') cy.zoom(cy.zoom() * (event.key === '+' ? 1.25 : 0.8));
  else return;
  event.preventDefault();
});
legend();
