// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepFocus } from './focus-home.ts';

let stop: () => void;

beforeEach(() => {
  document.body.innerHTML = `
    <h1 tabindex="-1">Room</h1>
    <ul><li><button id="first">Let Ada in</button></li><li><button id="second">Let Bob in</button></li></ul>
    <p><button id="after">Talk</button></p>
    <section><form tabindex="-1"><button id="only">Delete</button></form></section>`;
  stop = keepFocus();
});
afterEach(() => stop());

const at = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;
const rest = (): Promise<void> => new Promise((resolve) => queueMicrotask(resolve));

it('goes on to what follows when the thing in focus is taken away', async () => {
  at('first').focus();
  at('first').closest('li')?.remove();
  await rest();
  expect(document.activeElement).toBe(at('second'));
});

it('leaves a list that is empty for what comes after it', async () => {
  at('second').focus();
  document.querySelector('ul')?.remove();
  await rest();
  expect(document.activeElement).toBe(at('after'));
});

it('takes what came in its place', async () => {
  at('only').focus();
  const yes = document.createElement('button');
  at('only').replaceWith(yes);
  await rest();
  expect(document.activeElement).toBe(yes);
});

it('begins a new screen at its title', async () => {
  at('after').focus();
  document.body.replaceChildren();
  document.body.innerHTML = '<main><button>One</button><h1 tabindex="-1">Next</h1></main>';
  await rest();
  expect(document.activeElement?.textContent).toBe('Next');
});

it('stays around the place when nothing is left in it', async () => {
  at('only').focus();
  at('only').remove();
  await rest();
  expect(document.activeElement?.tagName).toBe('FORM');
});

it('leaves alone who stands elsewhere, and whatever was focused meanwhile', async () => {
  at('after').focus();
  at('first').remove();
  await rest();
  expect(document.activeElement).toBe(at('after'));
  at('second').focus();
  at('second').remove();
  at('only').focus();
  await rest();
  expect(document.activeElement).toBe(at('only'));
});
