// Takes the place of mathjax-full/js/core/MmlTree/Attributes.js, with the same methods.
//
// The original makes each node's defaults, inherited and own attributes a chain of prototypes. Qt's script engine keeps
// a description of every object that ever was a prototype, and searches them all: setting a formula took 15 ms after
// the first thousand and went on growing. Here the three stand side by side and `get` asks one after the other.

const has = (object, name) => Object.prototype.hasOwnProperty.call(object, name);

export const INHERIT = "_inherit_";

export class Attributes {
  constructor(defaults, global) {
    this.global = global;
    this.defaults = Object.assign({}, defaults);
    this.inherited = {};
    this.attributes = {};
  }

  set(name, value) {
    this.attributes[name] = value;
  }

  setList(list) {
    Object.assign(this.attributes, list);
  }

  get(name) {
    const value = has(this.attributes, name) ? this.attributes[name] : this.getInherited(name);
    return value === INHERIT ? this.global[name] : value;
  }

  getExplicit(name) {
    return has(this.attributes, name) ? this.attributes[name] : undefined;
  }

  getList(...names) {
    const values = {};
    for (const name of names) values[name] = this.get(name);
    return values;
  }

  setInherited(name, value) {
    this.inherited[name] = value;
  }

  getInherited(name) {
    return has(this.inherited, name) ? this.inherited[name] : this.getDefault(name);
  }

  getDefault(name) {
    return has(this.defaults, name) ? this.defaults[name] : this.global[name];
  }

  isSet(name) {
    return has(this.attributes, name) || has(this.inherited, name);
  }

  hasDefault(name) {
    return has(this.defaults, name) || name in this.global;
  }

  getExplicitNames() {
    return Object.keys(this.attributes);
  }

  getInheritedNames() {
    return Object.keys(this.inherited);
  }

  getDefaultNames() {
    return Object.keys(this.defaults);
  }

  getGlobalNames() {
    return Object.keys(this.global);
  }

  getAllAttributes() {
    return this.attributes;
  }

  getAllInherited() {
    return this.inherited;
  }

  getAllDefaults() {
    return this.defaults;
  }

  getAllGlobals() {
    return this.global;
  }
}
