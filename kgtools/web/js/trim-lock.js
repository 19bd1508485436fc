// Leaves in package-lock.json only what is bundled: YASGUI's package holds its dependencies already, so that nine packages
// are fetched and not sixty. `npm run lock` writes the lock anew after a change of versions.
import { readFileSync, writeFileSync } from "node:fs";

const lock = JSON.parse(readFileSync("package-lock.json", "utf-8"));
delete lock.packages["node_modules/@zazuko/yasgui"].dependencies;

const kept = new Set([""]);
const visit = (name) => {
  const place = `node_modules/${name}`, entry = lock.packages[place];
  if (!entry || kept.has(place)) return;
  kept.add(place);
  Object.keys({ ...entry.dependencies, ...entry.optionalDependencies, ...entry.peerDependencies }).forEach(visit);
};
Object.keys({ ...lock.packages[""].dependencies, ...lock.packages[""].devDependencies }).forEach(visit);

lock.packages = Object.fromEntries(Object.entries(lock.packages).filter(([place]) => kept.has(place)).map(([place, entry]) => {
  const { funding, resolved, ...rest } = entry;
  return [place, rest];
}));
writeFileSync("package-lock.json", JSON.stringify(lock, null, 2) + "\n");
