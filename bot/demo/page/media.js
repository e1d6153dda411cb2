/** What a message carries beside text: photos, files, places, contacts. */
import { fileAddress } from "./api.js";
import { avatar, drawing, element, icon } from "./dom.js";
import { link } from "./entities.js";

/** The message's attachment, or null. @param {object} context as in `formatted` */
export function attachment(message, context) {
  if (message.photo?.length) return photo(message, context.words);
  const file = message.document ?? message.video ?? message.audio ?? message.voice ?? message.animation;
  if (file) return fileLink(file, context.words);
  if (message.venue) return venue(message.venue, context);
  if (message.location) return place(message.location, [context.words.location], context);
  if (message.contact) return contact(message.contact, context);
  return null;
}

function photo(message, words) {
  const largest = message.photo.reduce((one, other) => (other.width > one.width ? other : one));
  const address = fileAddress(largest.file_id);
  const alt = message.caption || words.photo;
  const image = element("img", { src: address, width: largest.width, height: largest.height, alt, loading: "lazy" });
  return element("a", { class: "photo", href: address, target: "_blank", rel: "noopener" }, image);
}

function fileLink(file, words) {
  const name = file.file_name ?? file.title ?? "file";
  const size = file.file_size === undefined ? "" : readableSize(file.file_size, words);
  const kind = /\.([A-Za-z0-9]{1,5})$/u.exec(name)?.[1] ?? "";
  return element(
    "a",
    { class: "file", href: fileAddress(file.file_id), download: name, "aria-label": `${words.download}: ${name}, ${size}` },
    element("span", { class: "file-icon", "aria-hidden": "true" }, icon("file"), element("span", {}, kind)),
    element("span", { class: "lines" }, element("strong", {}, name), element("small", {}, size)),
  );
}

/** `1,4 MB`: thousands of bytes in the way of the phone's language */
export function readableSize(bytes, words) {
  const step = bytes < 1000 ? 0 : bytes < 1_000_000 ? 1 : 2;
  const number = new Intl.NumberFormat(words.locale, { maximumFractionDigits: 1 }).format(bytes / 1000 ** step);
  return `${number}\u00a0${words.sizes[step]}`;
}

function venue({ location, title, address }, context) {
  return place(location, [title, address], context);
}

function place(location, [title, address], context) {
  const { latitude, longitude } = location;
  const map = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`;
  const coordinates = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  const label = [title, address, coordinates].filter(Boolean).join(", ");
  const card = link(map, context, { class: "place", "aria-label": label });
  const second = address && element("span", {}, address);
  const lines = [element("strong", {}, title), second, element("small", {}, coordinates)];
  const action = element("span", { class: "tinted" }, context.words.showOnMap);
  card.append(pinnedMap(), element("span", { class: "lines" }, ...lines.filter(Boolean), action));
  return card;
}

/** Streets of nowhere with a pin: no map is fetched, the page works without a network. */
function pinnedMap() {
  const street = (d, width) => ["path", { d, "stroke-width": width, class: "street" }];
  const shapes = [
    ["rect", { width: 240, height: 96, class: "land" }],
    ["path", { d: "M0 78 C60 58 90 96 150 80 S220 58 240 66 V96 H0z", class: "water" }],
    ["rect", { x: 150, y: 8, width: 44, height: 26, rx: 4, class: "park" }],
    street("M-5 40 L245 22", 7),
    street("M60 -5 L84 101", 5),
    street("M172 -5 L140 101", 5),
    street("M-5 66 L245 48", 3),
    street("M20 -5 L34 101 M206 -5 L214 101", 3),
    ["ellipse", { cx: 120, cy: 60, rx: 9, ry: 3, class: "shadow" }],
    ["path", { d: "M120 18a16 16 0 0 0-16 16c0 12 16 26 16 26s16-14 16-26a16 16 0 0 0-16-16z", class: "pin" }],
    ["circle", { cx: 120, cy: 34, r: 6, class: "eye" }],
  ];
  return drawing("map", shapes, "0 0 240 96");
}

function contact(person, context) {
  const name = [person.first_name, person.last_name].filter(Boolean).join(" ");
  const number = link(`tel:${person.phone_number.replace(/[^+\d]/gu, "")}`, context);
  number.append(person.phone_number);
  const lines = element("span", { class: "lines" }, element("strong", {}, name), number);
  return element("div", { class: "contact" }, avatar(name, person.user_id ?? 0), lines);
}
