// What is selected, in words: a node with what can be done with it, a relationship with the way to its evidence.

import {make} from './tables.mjs';

/** Put values into the braces of a text. */
export function say(text, values) {
  return text.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
}

/** Show a node or a relationship beside the picture; null shows what to do. */
export function showChosen(section, element, context) {
  section.hidden = false;
  if (!element) section.replaceChildren(make('p', {className: 'quiet'}, [context.idle]));
  else section.replaceChildren(...(element.isNode() ? ofNode(element, context) : ofEdge(element, context)));
}

/** Return what is said aloud of an element. */
export function spoken(element, words) {
  const data = element.data();
  if (element.isEdge()) {
    return say(words.edge, {source: element.source().data('name'), name: data.name, target: element.target().data('name'),
      confidence: data.confidence.toFixed(2)});
  }
  const drawn = element.connectedEdges().not('.gone').length;
  return say(words.node, {name: data.name, kind: data.kind, drawn, left: data.left}) + (element.hasClass('pinned') ? `，${words.pinned}` : '');
}

function ofNode(node, {words, act, pathFrom}) {
  const data = node.data();
  const facts = [data.kind, data.date, data.left ? say(words.left, {left: data.left}) : words.all].filter(Boolean).join(' · ');
  const path = pathFrom && pathFrom !== data.uid ? words.path_to : words.path;
  const buttons = [['expand', words.expand], ['hide', words.hide], ['pin', node.hasClass('pinned') ? words.unpin : words.pin], ['path', path]];
  return [make('h2', {}, [data.name]), make('p', {className: 'quiet'}, [facts]),
    make('p', {className: 'acts'}, [...buttons.map(([name, text]) => {
      const button = make('button', {type: 'button'}, [text]);
      button.addEventListener('click', () => act(name));
      return button;
    }), make('a', {href: data.page}, [words.open])])];
}

function ofEdge(edge, {words}) {
  const data = edge.data();
  const ends = `${edge.source().data('name')} → ${edge.target().data('name')}`;
  const basis = `${data.derived ? words.derived : words.stated} · ${words.confidence} ${data.confidence.toFixed(2)} · ${words.documents} ${data.documents}`;
  return [make('h2', {}, [data.name]), make('p', {}, [ends]), make('p', {className: 'quiet'}, [basis]),
    make('p', {className: 'acts'}, [make('a', {href: `/facts/${data.fact}`}, [words.evidence])])];
}
