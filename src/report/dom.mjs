// SPDX-License-Identifier: GPL-3.0-or-later
// Elements and words. Texts of the data only ever become text nodes.

export function h(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
        if (value === null || value === undefined || value === false) continue;
        if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
        else element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false));
    return element;
}

export function svg(tag, attributes, ...children) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes || {}))
        if (value !== null && value !== undefined) element.setAttribute(name, value);
    element.append(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false));
    return element;
}

export const $ = (id) => document.getElementById(id);
export function fill(element, ...children) {
    element.replaceChildren(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false));
    return element;
}

// What is chosen on the page; whoever shows it listens.
const listeners = [];
export const state = { lang: "zh" };
export const listen = (fn) => listeners.push(fn);
export function change(values) {
    const changed = Object.keys(values).filter((k) => state[k] !== values[k]);
    Object.assign(state, values);
    if (changed.length) listeners.forEach((fn) => fn(new Set(changed)));
}

export function debounce(fn, ms) {
    let timer;
    return (...args) => {
        clearTimeout(timer);
        timer = setTimeout(() => fn(...args), ms);
    };
}
