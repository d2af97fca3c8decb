import fc from "fast-check";
import { expect, test } from "vitest";
import { sortByDependencies } from "../../src/graph/order.ts";

test("keeps the order of what is free and puts the rest after what it needs", () => {
  const needs: { [id: string]: string[] } = { a: ["c"], d: ["a", "elsewhere"] };
  const { sorted, cycle } = sortByDependencies(["a", "b", "c", "d"], (id) => needs[id] ?? []);
  expect(sorted).toEqual(["b", "c", "a", "d"]);
  expect(cycle).toBeNull();
});

test("names the members of a cycle and nothing that merely depends on it", () => {
  const needs: { [id: string]: string[] } = { a: ["b"], b: ["c"], c: ["b"], d: [] };
  const { sorted, cycle } = sortByDependencies(["a", "b", "c", "d"], (id) => needs[id] ?? []);
  expect(sorted).toEqual(["d"]);
  expect(cycle).toEqual(["b", "c"]);
  expect(sortByDependencies(["a"], () => ["a"]).cycle).toEqual(["a"]);
});

test("every id of any acyclic set comes after all it needs", () => {
  const edges = fc.array(fc.tuple(fc.nat(19), fc.nat(19)), { maxLength: 60 });
  const order = fc.shuffledSubarray(
    Array.from({ length: 20 }, (_, index) => index),
    { minLength: 20 },
  );
  fc.assert(
    fc.property(edges, order, (pairs, ids) => {
      const needs = (id: string) =>
        pairs.filter(([a, b]) => a > b && String(a) === id).map(([, b]) => String(b));
      const { sorted, cycle } = sortByDependencies(ids.map(String), needs);
      expect(cycle).toBeNull();
      expect(sorted).toHaveLength(20);
      for (const id of sorted) {
        for (const other of needs(id)) expect(sorted.indexOf(other)).toBeLessThan(sorted.indexOf(id));
      }
    }),
  );
});

test("sorts 100,000 ids in a chain", () => {
  const ids = Array.from({ length: 100_000 }, (_, index) => String(index));
  const { sorted } = sortByDependencies(ids, (id) => (id === "99999" ? [] : [String(Number(id) + 1)]));
  expect(sorted[0]).toBe("99999");
  expect(sorted.at(-1)).toBe("0");
});
