/** One message as a bubble. */
import { element } from "./dom.js";
import { formatted } from "./entities.js";
import { inlineKeyboard } from "./keyboard.js";
import { attachment } from "./media.js";
import { hourAndMinute } from "./times.js";

/**
 * The message as `article[data-message]`.
 * @param {object} message the Bot API's Message
 * @param {object} context what `formatted` and `inlineKeyboard` ask for, and `zone`, `userId`
 */
export function messageNode(message, context) {
  const service = serviceText(message, context.words);
  const own = message.from?.id === context.userId;
  const kind = service === null ? (own ? "own" : "theirs") : "service";
  const node = element("article", { class: `message ${kind}`, data: { message: message.message_id } });
  if (service !== null) node.append(element("span", { class: "pill" }, service));
  else node.append(body(message, own, context));
  if (service === null) node.addEventListener("dblclick", () => context.reply(message));
  return node;
}

/** The text of a message nobody wrote ("message pinned"), or null. */
function serviceText(message, words) {
  if (message.pinned_message) return words.pinned;
  return null;
}

function body(message, own, context) {
  const parts = [bubble(message, own, context)];
  if (message.reply_markup?.inline_keyboard?.length) parts.push(inlineKeyboard(message.reply_markup, context));
  return element("div", { class: "body" }, ...parts);
}

function bubble(message, own, context) {
  const media = attachment(message, context);
  const text = message.text ?? message.caption;
  const entities = message.text === undefined ? message.caption_entities : message.entities;
  const lead = [origin(message, context), quoted(message, context)];
  const content =
    text === undefined ? null : element("div", { class: "text", dir: "auto" }, formatted(text, entities, context));
  const meta = element("span", { class: "meta" }, ...metaParts(message, own, context));
  if (content) content.append(meta);
  const nothing = !media && !content && element("em", { class: "text" }, context.words.unsupported);
  const classes = ["bubble", media && "has-media", !content && media && "bare"].filter(Boolean).join(" ");
  return element("div", { class: classes }, ...lead, media, nothing, content, !content && meta);
}

/** Telegram hides "edited" on what bots and inline mode wrote: their screens change all the time. */
function metaParts(message, own, context) {
  const instant = message.date * 1000;
  const time = element("time", { datetime: new Date(instant).toISOString() }, hourAndMinute(instant, context.zone()));
  const edited = own && message.edit_date && !message.via_bot;
  return edited ? [element("span", { class: "edited" }, context.words.edited, " "), time] : [time];
}

function origin(message, { words }) {
  if (message.via_bot) return element("p", { class: "origin" }, `${words.via} @${message.via_bot.username}`);
  const from = message.forward_origin;
  if (!from) return null;
  const name = from.sender_user?.first_name ?? from.sender_user_name ?? from.chat?.title ?? from.sender_chat?.title ?? "";
  return element("p", { class: "origin" }, `${words.forwarded} ${name}`);
}

function quoted(message, context) {
  const reply = message.reply_to_message;
  if (!reply) return null;
  const author = reply.from?.id === context.userId ? context.words.you : reply.from?.first_name ?? "";
  const line = element("span", {}, gist(reply, context.words));
  return element("div", { class: "quoted" }, element("strong", {}, author), line);
}

/** One line that stands for a message: its text, else what it carries. */
export function gist(message, words) {
  const text = message.text ?? message.caption ?? message.venue?.title ?? message.document?.file_name;
  if (text) return text.replace(/\s+/gu, " ").slice(0, 120);
  return message.photo ? words.photo : message.location ? words.location : words.message;
}
