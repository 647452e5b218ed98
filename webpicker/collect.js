// SPDX-License-Identifier: GPL-3.0-or-later
// What pinweek-webpicker takes of a page. It runs in a world of its own, which the page's scripts
// don't reach; what it finds is still the page's, and is checked by who reads it.
(() => {
  "use strict";
  const mostImages = 10000, longestAddress = 3 * 1024 * 1024, longestHtml = 6 * 1024 * 1024;
  const images = [];
  let room = 16 * 1024 * 1024; // characters of addresses, all together
  const seen = new Set();
  const add = (address, alt, width, height) => {
    if (!address || images.length >= mostImages || seen.has(address)) return;
    if (address.length > longestAddress || (room -= address.length) < 0) return;
    seen.add(address);
    images.push({ address, alt: String(alt || "").slice(0, 500), width, height });
  };
  for (const image of document.images)
    add(image.currentSrc || image.src, image.alt, image.naturalWidth, image.naturalHeight);
  let looked = 0;
  for (const element of document.querySelectorAll("body, body *")) {
    if (++looked > 20000) break;
    const background = getComputedStyle(element).backgroundImage;
    if (background && background.includes("url("))
      for (const match of background.matchAll(/url\("?([^")]*)"?\)/g))
        add(match[1], element.getAttribute("aria-label"), 0, 0);
  }
  const html = document.documentElement ? document.documentElement.outerHTML : "";
  return JSON.stringify({
    version: 1,
    address: location.href,
    html: html.length > longestHtml ? html.slice(0, longestHtml) : html,
    images,
  });
})();
