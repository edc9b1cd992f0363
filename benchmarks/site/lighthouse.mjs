/* Lighthouse over addresses: `node lighthouse.mjs mobile|desktop URL…` prints one JSON object per address,
   its scores by category and the audits that did not pass. Chromium comes from CHROME_PATH. */
import * as launcher from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";

const categories = ["accessibility", "seo", "best-practices", "performance"];
const [form, ...addresses] = process.argv.slice(2);
const chrome = await launcher.launch({ chromeFlags: ["--headless=new", "--no-sandbox"] });
try {
  for (const url of addresses) {
    const options = { port: chrome.port, onlyCategories: categories, logLevel: "error" };
    const { lhr } = await lighthouse(url, options, form === "desktop" ? desktopConfig : undefined);
    const audits = ["accessibility", "seo", "best-practices"].flatMap((name) =>
      lhr.categories[name].auditRefs.filter((ref) => ref.weight && lhr.audits[ref.id].score !== null)
        .map((ref) => lhr.audits[ref.id]));
    const failed = audits.filter((audit) => audit.score < 1).map((audit) => ({
      id: audit.id,
      items: (audit.details?.items ?? []).slice(0, 4).map((item) => item.node?.snippet ?? item.description ?? item.url),
    }));
    const scores = Object.fromEntries(categories.map((name) => [name, lhr.categories[name].score]));
    const { numericValue: cls } = lhr.audits["cumulative-layout-shift"];
    console.log(JSON.stringify({ url, scores, cls, failed }));
  }
} finally {
  await chrome.kill();
}
