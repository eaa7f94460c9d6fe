// The same triggers, whoever reads them: AWS's own client, `etrig list` and SQL.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { paginateListResources } from '@aws-sdk/client-cloudcontrol';
import { ListDomainsCommand } from '@aws-sdk/client-customer-profiles';
import { Cloud, TypeName, trigger } from './cloud.mjs';

let cloud;
before(async () => {
    cloud = await Cloud.start();
    // what SQL could lose on its way: quotes, what looks like JSON or a number, characters beyond ASCII, nothing at all
    for (const [name, Description] of [['quotes', `it's "so" \\ {{ x }}`], ['json', '[1, {"a": null}]'], ['number', '007'],
        ['unicode', 'Größe ≥ 3 🎉 \u202e'], ['none', null]])
        await cloud.end(await cloud.create(trigger(`sdk-${name}`, { Description })));
});
after(async () => { await cloud.stop(); });

const byIdentifier = (a, b) => (a.Identifier < b.Identifier ? -1 : 1);

async function rowsOfSdk() {
    const rows = [];
    const { Items: domains } = await cloud.profiles.send(new ListDomainsCommand({}));
    for (const { DomainName } of domains)
        for await (const page of paginateListResources({ client: cloud.control },
            { TypeName, ResourceModel: JSON.stringify({ DomainName }) }))
            for (const { Identifier } of page.ResourceDescriptions)
                rows.push({ Region: cloud.exports.AWS_REGION, Identifier, ...await cloud.read(Identifier) });
    return rows.sort(byIdentifier);
}

function etrig(...words) {
    return JSON.parse(execFileSync(process.env.ETRIG, [...words, '-o', 'json'], {
        encoding: 'utf8',
        env: { PATH: process.env.PATH, HOME: cloud.folder, AWS_EC2_METADATA_DISABLED: 'true', ...cloud.exports },
    }));
}

// A row of SQL as the document that it stands for: what AWS has as a list or a group is JSON text there.
function documentOf(row, types) {
    const document = {};
    for (const [column, value] of Object.entries(row)) {
        const name = column.replace(/(^|_)([a-z])/g, (_, __, letter) => letter.toUpperCase());
        if (value !== null) document[name] = ['array', 'object'].includes(types[column]) ? JSON.parse(value) : value;
    }
    return document;
}

function rowsOfSql(where = '') {
    const params = etrig('sql', 'DESCRIBE METHOD awscc.customerprofiles.event_triggers.get_resource');
    const types = Object.fromEntries(params.filter((param) => param.param_type === 'output').map(({ name, type }) => [name, type]));
    return etrig('sql', `SELECT * FROM awscc.customerprofiles.event_triggers ${where}`)
        .map((row) => documentOf(row, types)).sort(byIdentifier);
}

test('SQL, list and the SDK have the same rows', async () => {
    const rows = await rowsOfSdk();
    assert.ok(rows.length > 40 && rows.every((row) => row.EventTriggerConditions.length > 0));
    assert.deepEqual(etrig('list', '--full').sort(byIdentifier), rows);
    assert.deepEqual(rowsOfSql(), rows);
});

test('so they have of one domain, and of one trigger', async () => {
    const retail = (await rowsOfSdk()).filter((row) => row.DomainName === 'retail');
    assert.deepEqual(etrig('list', '--full', '--domain', 'retail').sort(byIdentifier), retail);
    assert.deepEqual(rowsOfSql("WHERE domain_name = 'retail'"), retail);
    const one = retail.filter((row) => row.Identifier === 'retail|sdk-quotes');
    assert.equal(one[0].Description, `it's "so" \\ {{ x }}`);
    assert.deepEqual(rowsOfSql("WHERE region = 'us-east-1' AND Identifier = 'retail|sdk-quotes'"), one);
    assert.deepEqual([etrig('get', 'retail|sdk-quotes')], one);
});

test('a change of SQL is what the SDK reads', async () => {
    etrig('sql', `UPDATE awscc.customerprofiles.event_triggers SET PatchDocument = string('[{"op":"add","path":"/Description","value":"it''s SQL"}]')
        WHERE region = '${cloud.exports.AWS_REGION}' AND Identifier = 'retail|sdk-none' RETURNING OperationStatus`);
    assert.equal((await cloud.read('retail|sdk-none')).Description, "it's SQL");
});
