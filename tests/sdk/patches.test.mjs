// etrig's patches, carried out by fast-json-patch: what comes out is what was asked for, by a comparison of its own.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import jsonpatch from 'fast-json-patch';

const pairs = execFileSync(process.env.ETRIG_PAIRS, { encoding: 'utf8', maxBuffer: 1 << 28 })
    .trimEnd().split('\n').map((line) => JSON.parse(line));

const isManaged = (tag) => typeof tag?.Key === 'string' && tag.Key.startsWith('aws:');

// What a difference is about: neither AWS's own times, etrig's Region, nor tags of AWS; no tags are an empty list of them.
function essence({ LastUpdatedAt, Region, ...rest }) {
    if (Array.isArray(rest.Tags)) {
        rest.Tags = rest.Tags.filter((tag) => !isManaged(tag));
        if (rest.Tags.length === 0) delete rest.Tags;
    }
    return rest;
}

// One text for all documents that are equal with lists as multisets.
function canon(value) {
    if (Array.isArray(value)) return `[${value.map(canon).sort().join()}]`;
    if (value === null || typeof value !== 'object') return JSON.stringify(value);
    return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canon(value[name])}`).join()}}`;
}

const say = (pair) => JSON.stringify(pair);

test('there are thousands of pairs, most of which differ', () => {
    assert.ok(pairs.length >= 3000);
    assert.ok(pairs.filter((pair) => pair.patch.length > 0).length > pairs.length / 2);
});

test('each patch is well-formed and makes the one into the other', () => {
    for (const pair of pairs) {
        const before = structuredClone(pair.before);
        assert.equal(jsonpatch.validate(pair.patch, before), undefined, say(pair));
        const { newDocument } = jsonpatch.applyPatch(before, pair.patch, true, false);
        assert.equal(canon(essence(newDocument)), canon(essence(pair.after)), say(pair));
        assert.deepEqual(before, pair.before, say(pair));
    }
});

test('AWS\'s own tags and the time stay as they were read', () => {
    for (const pair of pairs) {
        const { newDocument } = jsonpatch.applyPatch(structuredClone(pair.before), pair.patch, true);
        assert.deepEqual(newDocument.LastUpdatedAt, pair.before.LastUpdatedAt);
        if (Array.isArray(pair.before.Tags) && (pair.after.Tags === undefined || Array.isArray(pair.after.Tags)))
            assert.deepEqual((newDocument.Tags ?? []).filter(isManaged), pair.before.Tags.filter(isManaged), say(pair));
    }
});

test('an equal pair has no patch; every other begins with its guards', () => {
    for (const pair of pairs) {
        const same = canon(essence(pair.before)) === canon(essence(pair.after));
        assert.equal(pair.patch.length === 0, same, say(pair));
        const ops = pair.patch.map((operation) => operation.op);
        assert.ok(ops.lastIndexOf('test') < ops.findIndex((op) => op !== 'test') || !ops.includes('test'), say(pair));
    }
});

test('a guard refuses a trigger that was changed in what the patch touches', () => {
    for (const pair of pairs) {
        for (const { op, path } of pair.patch.filter((operation) => operation.op === 'replace' || operation.op === 'remove')) {
            const theirs = structuredClone(pair.before);
            jsonpatch.applyOperation(theirs, { op: 'replace', path, value: { changed: 'elsewhere' } });
            assert.throws(() => jsonpatch.applyPatch(theirs, pair.patch, true), { name: /TEST_OPERATION_FAILED/ }, `${op} ${say(pair)}`);
        }
    }
});
