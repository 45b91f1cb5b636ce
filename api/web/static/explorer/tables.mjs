// The two tables beside the picture: the same nodes and relationships as are shown.

const ROWS = 1000; // as many relationships as the server lists

/** Fill the tables with what is shown. */
export function fillTables(figure, visible, words) {
  const nodes = figure.nodes.filter((node) => visible.nodes.has(node.uid));
  const edges = figure.edges.filter((edge) => visible.edges.has(edge.fact));
  const names = new Map(figure.nodes.map((node) => [node.uid, node.name]));
  fill('nodes', nodes.map(nodeRow));
  fill('edges', edges.slice(0, ROWS).map((edge) => edgeRow(edge, names, words)));
  document.getElementById('node-count').textContent = nodes.length;
  document.getElementById('edge-count').textContent = edges.length;
}

function fill(id, rows) {
  document.querySelector(`#${id} tbody`).replaceChildren(...rows);
}

function nodeRow(node) {
  const row = make('tr', {}, [make('td', {}, [make('a', {href: node.page}, [node.name])]), make('td', {}, [node.kind]),
    make('td', {}, [node.date || ''])]);
  row.dataset.uid = node.uid;
  return row;
}

function edgeRow(edge, names, words) {
  const row = make('tr', {}, [make('td', {}, [names.get(edge.source)]), make('td', {}, [edge.name]),
    make('td', {}, [names.get(edge.target)]), make('td', {className: 'number'}, [edge.confidence.toFixed(2)]),
    make('td', {}, [edge.derived ? words.is_so : '']),
    make('td', {}, [make('a', {href: `/facts/${edge.fact}`}, [words.open_evidence])])]);
  row.dataset.fact = edge.fact;
  return row;
}

/** Make an element; what is in it is text or other elements, never markup. */
export function make(name, properties, inside = []) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...inside);
  return made;
}
