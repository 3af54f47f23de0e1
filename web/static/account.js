// A key field takes the key that is pressed; Tab still moves on, and letters can be typed as ever.
const names = new Map([[" ", "Space"], ["Enter", "Enter"], ["Delete", "Delete"], ["Insert", "Insert"]]);

for (const field of document.querySelectorAll("input.key")) {
  field.addEventListener("focus", () => field.select());
  field.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const isCharacter = event.key.length === 1 && event.key !== " ";
    if (!isCharacter && !names.has(event.key)) return;
    event.preventDefault();
    field.value = names.get(event.key) ?? event.key;
    field.select();
  });
}
