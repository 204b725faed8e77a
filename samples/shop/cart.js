// The basket lives in the browser: product id -> how many.
const PRODUCTS = {
  "moon-jar": { name: "Moon jar, No. 4", price: 128000 },
  "tea-bowl": { name: "Tea bowl, ash glaze", price: 34000 },
  "celadon-cup": { name: "Celadon cup", price: 26000 },
  "onggi": { name: "Onggi crock, 3 litres", price: 58000 },
  "bottle": { name: "Long-necked bottle", price: 72000 },
  "plate": { name: "Plate, brushed slip", price: 29000 }
};
const KEY = "moonjar-basket";
const won = new Intl.NumberFormat("en-US");
const price = amount => "₩" + won.format(amount);

function basket() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

function save(items) {
  localStorage.setItem(KEY, JSON.stringify(items));
  show();
}

function change(id, by) {
  const items = basket();
  const count = Math.min(99, (items[id] ?? 0) + by);
  if (count > 0) items[id] = count;
  else delete items[id];
  save(items);
}

function say(text) {
  const toast = document.querySelector(".toast");
  toast.textContent = text;
  toast.classList.add("shown");
  clearTimeout(say.timer);
  say.timer = setTimeout(() => toast.classList.remove("shown"), 2200);
}

function show() {
  const items = Object.entries(basket()).filter(([id]) => PRODUCTS[id]);
  const count = items.reduce((sum, [, n]) => sum + n, 0);
  for (const badge of document.querySelectorAll("[data-count]")) badge.textContent = count;
  const table = document.querySelector("table.cart");
  if (table) showTable(table, items);
}

function showTable(table, items) {
  table.hidden = items.length === 0;
  document.querySelector(".actions").hidden = items.length === 0;
  document.querySelector(".empty").hidden = items.length > 0;
  const rows = items.map(([id, n]) => row(id, PRODUCTS[id], n));
  table.tBodies[0].replaceChildren(...rows);
  const sum = items.reduce((total, [id, n]) => total + n * PRODUCTS[id].price, 0);
  table.querySelector("[data-total]").textContent = price(sum);
}

function row(id, product, n) {
  const tr = document.createElement("tr");
  tr.innerHTML = `
    <td class="item"><img src="images/${id}.svg" alt="" width="64" height="64"><a href="products/${id}.html"></a></td>
    <td class="number unit">${price(product.price)}</td>
    <td><span class="quantity"><button aria-label="One fewer">−</button><span>${n}</span><button aria-label="One more">+</button></span></td>
    <td class="number">${price(n * product.price)}</td>`;
  tr.querySelector("a").textContent = product.name;
  const [fewer, more] = tr.querySelectorAll("button");
  fewer.addEventListener("click", () => change(id, -1));
  more.addEventListener("click", () => change(id, 1));
  return tr;
}

document.addEventListener("click", event => {
  const button = event.target.closest("[data-add]");
  if (!button) return;
  change(button.dataset.add, 1);
  say(PRODUCTS[button.dataset.add].name + " is in your basket.");
});

document.querySelector("[data-order]")?.addEventListener("click", () => {
  save({});
  say("Thank you! This shop lives in a jar, so nothing will be sent.");
});

addEventListener("storage", show);
show();
