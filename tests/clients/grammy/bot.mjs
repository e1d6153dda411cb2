// A small grammY bot. API_ROOT and BOT_TOKEN say where it works; it ends with SIGTERM.
import { autoRetry } from "@grammyjs/auto-retry";
import { Bot, GrammyError, InlineKeyboard, InputFile } from "grammy";

const { API_ROOT, BOT_TOKEN } = process.env;
const bot = new Bot(BOT_TOKEN, { client: { apiRoot: API_ROOT } });
bot.api.config.use(autoRetry({ maxRetryAttempts: 3, maxDelaySeconds: 5 }));

bot.command("start", (ctx) =>
  ctx.reply(`<b>Ciao</b> ${ctx.from.first_name} [${ctx.match}]`, {
    parse_mode: "HTML",
    reply_markup: new InlineKeyboard().text("Apri", "open").url("Sito", "https://forum.it").row().text("Chiudi", "close"),
  }),
);
bot.callbackQuery("open", async (ctx) => {
  await ctx.answerCallbackQuery({ text: "Aperto" });
  await ctx.editMessageText("_Aperto_", { parse_mode: "MarkdownV2", reply_markup: new InlineKeyboard().text("Chiudi", "close") });
});
bot.callbackQuery("close", async (ctx) => {
  await ctx.answerCallbackQuery({ text: "Chiuso", show_alert: true });
  await ctx.deleteMessage();
});
bot.command("broken", async (ctx) => {
  try {
    await ctx.reply("<b>a", { parse_mode: "HTML" });
  } catch (error) {
    if (!(error instanceof GrammyError)) throw error;
    await ctx.reply(`${error.error_code} ${error.description}`);
  }
});
bot.command("many", async (ctx) => {
  for (let number = 1; number <= 4; number++) await ctx.reply(String(number));
});
bot.command("menu", async (ctx) => {
  await ctx.api.setMyCommands([{ command: "start", description: "inizio" }], { language_code: "it" });
  await ctx.reply(JSON.stringify(await ctx.api.getMyCommands({ language_code: "it" })));
});
bot.on("message:document", async (ctx) => {
  const file = await ctx.getFile();
  const answer = await fetch(`${API_ROOT}/file/bot${BOT_TOKEN}/${file.file_path}`);
  const content = new Uint8Array(await answer.arrayBuffer());
  await ctx.replyWithDocument(new InputFile(content.reverse(), "обратно.bin"), { caption: ctx.message.document.file_name });
});
bot.on("edited_message:text", (ctx) => ctx.reply(`edited: ${ctx.editedMessage.text}`));
bot.on("inline_query", (ctx) =>
  ctx.answerInlineQuery(
    [{ type: "article", id: "1", title: ctx.inlineQuery.query, input_message_content: { message_text: "scelto" } }],
    { cache_time: 0 },
  ),
);

for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => bot.stop());
await bot.start({ allowed_updates: ["message", "edited_message", "callback_query", "inline_query"] });
