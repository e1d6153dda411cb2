/** Instants to words and back, always in a named zone (IANA), never in the zone of this browser. */

const formats = new Map();

function format(locale, zone, options) {
  const key = JSON.stringify([locale, zone, options]);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(locale, { timeZone: zone, ...options }));
  return formats.get(key);
}

/** @param {number} instant milliseconds since 1970 @returns {string} `15:20` */
export function hourAndMinute(instant, zone) {
  return format("en-GB", zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(instant);
}

/** `15:20:07` */
export function timeOfDay(instant, zone) {
  const options = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" };
  return format("en-GB", zone, options).format(instant);
}

/** `Thursday, 29 November 2018` in the locale's way */
export function longDate(instant, zone, locale) {
  return format(locale, zone, { weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(instant);
}

/** `29 November` in the locale's way, as the separators in a chat show it */
export function dayAndMonth(instant, zone, locale) {
  return format(locale, zone, { day: "numeric", month: "long" }).format(instant);
}

/** `2018-11-29`: equal for two instants on the same day of the zone */
export function dayKey(instant, zone) {
  return format("en-CA", zone, { year: "numeric", month: "2-digit", day: "2-digit" }).format(instant);
}

/** `2018-11-29T15:20`: the value of a date-and-time field */
export function fieldValue(instant, zone) {
  return `${dayKey(instant, zone)}T${hourAndMinute(instant, zone)}`;
}

/** How many milliseconds the zone's wall clock is ahead of UTC at that instant. */
export function zoneOffset(instant, zone) {
  const wall = Date.parse(`${dayKey(instant, zone)}T${timeOfDay(instant, zone)}Z`);
  return wall - Math.floor(instant / 1000) * 1000;
}

/**
 * The instant at which the zone's clocks show `wall`.
 * @param {string} wall `2018-11-29T15:20`; of an hour that clocks show twice it is the first, and one they skip is
 *   taken as if they had not been changed yet
 * @returns {number} milliseconds since 1970
 */
export function instantOf(wall, zone) {
  const asUtc = Date.parse(`${wall}Z`);
  const day = 24 * 3600 * 1000;
  const [before, after] = [zoneOffset(asUtc - day, zone), zoneOffset(asUtc + day, zone)];
  const fits = [before, after].map((offset) => asUtc - offset).find((at) => fieldValue(at, zone) === wall.slice(0, 16));
  return fits ?? asUtc - before;
}

/** `2018-11-29T15:20:00+01:00` */
export function isoWithOffset(instant, zone) {
  const offset = Math.round(zoneOffset(instant, zone) / 60000);
  const two = (number) => String(number).padStart(2, "0");
  const size = Math.abs(offset);
  const suffix = `${offset < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
  return `${dayKey(instant, zone)}T${timeOfDay(instant, zone)}${suffix}`;
}

/** The next time the zone's clocks show `hour`:00 strictly after the instant; milliseconds since 1970. */
export function nextAt(hour, instant, zone) {
  const at = (day) => instantOf(`${dayKey(day, zone)}T${String(hour).padStart(2, "0")}:00`, zone);
  const today = at(instant);
  // Noon plus a day is tomorrow also across a change of clocks.
  return today > instant ? today : at(instantOf(`${dayKey(instant, zone)}T12:00`, zone) + 24 * 3600 * 1000);
}
