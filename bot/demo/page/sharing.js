/** The phone's menu, and what a person shares beside text: files, photos, places, their number. */
import { ask } from "./dialogs.js";
import { element } from "./dom.js";

/** Fortezza da Basso, where the forum meets: a place to begin with. */
const HERE = { latitude: "43.77990", longitude: "11.24860" };

/** What the phone's menu holds now. @param {import("./phone.js").Phone} phone */
export function menuOf(phone) {
  const { words } = phone;
  const own = [
    { text: words.editLast, act: () => phone.editLast() },
    { text: words.sendPhoto, act: () => pickFile(phone, "photo") },
    { text: words.sendFile, act: () => pickFile(phone, "document") },
    { text: words.sendLocation, act: () => shareLocation(phone) },
    { text: words.sendContact, act: () => shareContact(phone) },
    { text: words.openInvitation, act: () => openInvitation(phone) },
    { text: words.block, act: () => phone.block() },
  ];
  const always = { text: words.newPerson, act: () => phone.forum.newPerson() };
  return phone.blocked ? [{ text: words.unblock, act: () => phone.unblock() }, always] : [...own, always];
}

function form(phone, title, fields) {
  const { words } = phone;
  return ask({ title, fields, submit: words.send, cancel: words.cancel, lang: words.locale });
}

function pickFile(phone, kind) {
  const accept = kind === "photo" ? "image/*" : null;
  const input = element("input", { type: "file", accept, hidden: true, multiple: true });
  input.addEventListener("change", () => {
    sendFiles(phone, input.files, kind);
    input.remove();
  });
  input.addEventListener("cancel", () => input.remove());
  phone.node.append(input);
  input.click();
}

/** One after the other, so that they arrive in this order; the text in the field goes with the first. */
async function sendFiles(phone, files, kind) {
  let caption = phone.composer.takeCaption();
  for (const file of files) {
    if (!(await phone.deliver(phone.line.upload(file, kind, caption)))) return;
    caption = "";
  }
}

/** Files dropped on the phone are sent: pictures as photos, the rest as they are. */
export function acceptDrops(phone) {
  phone.node.addEventListener("dragover", (event) => event.preventDefault());
  phone.node.addEventListener("drop", (event) => {
    event.preventDefault();
    for (const file of event.dataTransfer.files)
      sendFiles(phone, [file], /^image\/(jpeg|png|webp)$/u.test(file.type) ? "photo" : "document");
  });
}

/** Asks for a place and sends it. */
export async function shareLocation(phone) {
  const { words } = phone;
  const number = { type: "number", step: "any", required: true };
  const values = await form(phone, words.sendLocation, [
    { name: "latitude", label: words.latitude, value: HERE.latitude, min: -90, max: 90, ...number },
    { name: "longitude", label: words.longitude, value: HERE.longitude, min: -180, max: 180, ...number },
  ]);
  if (!values) return;
  const location = { latitude: Number(values.latitude), longitude: Number(values.longitude) };
  phone.deliver(phone.line.send({ location }));
}

/** Asks for a number and sends it as the person's own contact. */
export async function shareContact(phone) {
  const { words, person } = phone;
  const shape = { type: "tel", required: true, value: words.locale === "it" ? "+39055000000" : "+74950000000" };
  const values = await form(phone, words.sendContact, [{ name: "number", label: words.phoneNumber, ...shape }]);
  if (!values) return;
  const { id, first_name, last_name } = person.user;
  const name = last_name ? { first_name, last_name } : { first_name };
  phone.deliver(phone.line.send({ contact: { phone_number: values.number, ...name, user_id: id } }));
}

/** As if the person had opened `https://t.me/BOT?start=CODE`. */
async function openInvitation(phone) {
  const allowed = { required: true, maxlength: 64, pattern: "[A-Za-z0-9_\\-]+" };
  const code = { name: "code", label: phone.words.invitationCode, ...allowed };
  const values = await form(phone, phone.words.openInvitation, [code]);
  if (values) phone.sendText(`/start ${values.code}`);
}
