// The points of a map, out of the answer that has them, and the ways to colour them.

function numbers(text, Kind) {
  if (text === undefined) return undefined;
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return new Kind(bytes.buffer);
}

/** The colours of the page's theme: a name with a number behind it, as `--map-1`. */
function themed(element, name) {
  return getComputedStyle(element).getPropertyValue(name).trim();
}

const LABEL_COLOURS = 10;
const STEPS = ["surest", "rather sure", "half sure", "rather unsure", "least sure"];

export class MapData {
  constructor(map) {
    const { points } = map;
    this.version = map.version;
    this.isFinal = map.isFinal;
    this.count = map.pointCount;
    this.itemCount = map.itemCount;
    this.modelVersion = points.modelVersion;
    this.x = numbers(points.x, Uint16Array);
    this.y = numbers(points.y, Uint16Array);
    this.lists = {
      label: numbers(points.label, Uint16Array),
      predicted: numbers(points.predicted, Uint16Array),
      uncertainty: numbers(points.uncertainty, Uint8Array)?.map((value) => Math.min(4, Math.floor(value / 51.2))),
      origin: numbers(points.origin, Uint8Array),
    };
    this.names = {
      label: ["no label yet", ...points.labels],
      predicted: ["nothing", ...points.labels],
      uncertainty: STEPS,
      origin: points.origins,
    };
  }

  has(kind) {
    return this.lists[kind] !== undefined;
  }

  /** What points are told apart by: for each value its name, colour and how many have it; values that none has are left out. */
  legend(kind, element) {
    const counts = new Array(this.names[kind].length).fill(0);
    for (const value of this.lists[kind]) counts[value] += 1;
    return this.names[kind]
      .map((name, value) => ({ name, value, count: counts[value], colour: themed(element, colourName(kind, value)) }))
      .filter((entry) => entry.count > 0);
  }
}

function colourName(kind, value) {
  if (kind === "uncertainty") return `--map-step-${value}`;
  if (kind === "origin") return `--map-${[1, 3, 2, 4][value] ?? 1}`;
  return value === 0 ? "--map-0" : `--map-${((value - 1) % LABEL_COLOURS) + 1}`;
}
