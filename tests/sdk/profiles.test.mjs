// Customer Profiles' reading calls through AWS's own client.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
    CustomerProfilesClient, GetEventTriggerCommand, GetProfileObjectTypeCommand, ListDomainsCommand, ListEventTriggersCommand,
    ListIntegrationsCommand, ListObjectTypeAttributesCommand, ListProfileObjectTypesCommand, ListSegmentDefinitionsCommand,
    paginateListEventTriggers,
} from '@aws-sdk/client-customer-profiles';
import { Cloud } from './cloud.mjs';

let cloud;
before(async () => { cloud = await Cloud.start(); });
after(async () => { await cloud.stop(); });

const DomainName = 'retail';

test('domains', async () => {
    const { Items } = await cloud.profiles.send(new ListDomainsCommand({}));
    assert.deepEqual(Items.map((item) => item.DomainName), ['bank', 'retail', 'telco', 'travel']);
    assert.ok(Items[0].CreatedAt instanceof Date && Items[0].CreatedAt < Items[0].LastUpdatedAt);
    assert.deepEqual(Items[1].Tags, { owner: 'ecommerce', env: 'prod' });
});

test('other regions: two with data of their own, the rest empty', async () => {
    const domains = async (region) => {
        const { Items } = await cloud.client(CustomerProfilesClient, { region }).send(new ListDomainsCommand({}));
        return Items.map((item) => item.DomainName);
    };
    assert.deepEqual(await domains('eu-west-2'), ['bank', 'retail', 'telco']);
    assert.deepEqual(await domains('ap-southeast-2'), ['retail', 'travel']);
    assert.deepEqual(await domains('us-west-2'), []);
});

test('triggers, in pages', async () => {
    const rows = [];
    for await (const page of paginateListEventTriggers({ client: cloud.profiles, pageSize: 5 }, { DomainName })) rows.push(...page.Items);
    assert.equal(rows.length, 14);
    const row = rows.find((item) => item.EventTriggerName === 'high-value-order');
    assert.equal(row.ObjectTypeName, 'Order');
    assert.deepEqual(row.Tags, { team: 'cx', env: 'prod' });
    assert.equal(row.EventTriggerConditions, undefined);
});

test('one trigger, as Cloud Control has it', async () => {
    const trigger = await cloud.profiles.send(new GetEventTriggerCommand({ DomainName, EventTriggerName: 'high-value-order' }));
    const document = await cloud.read('retail|high-value-order');
    assert.deepEqual(trigger.EventTriggerConditions, document.EventTriggerConditions);
    assert.deepEqual(trigger.EventTriggerLimits, document.EventTriggerLimits);
    assert.equal(trigger.SegmentFilter, document.SegmentFilter);
    assert.equal(trigger.CreatedAt.getTime(), Date.parse(document.CreatedAt));
});

test('object types, fields and attributes', async () => {
    const { Items } = await cloud.profiles.send(new ListProfileObjectTypesCommand({ DomainName }));
    assert.ok(Items.some((item) => item.ObjectTypeName === 'Order' && item.Description));
    const type = await cloud.profiles.send(new GetProfileObjectTypeCommand({ DomainName, ObjectTypeName: 'Order' }));
    assert.equal(type.Fields.total.ContentType, 'NUMBER');
    assert.equal(type.Fields.total.Source, '_source.total');
    const attributes = await cloud.profiles.send(new ListObjectTypeAttributesCommand({ DomainName, ObjectTypeName: 'Order' }));
    assert.ok(attributes.Items.some((item) => item.AttributeName === 'currency' && item.LastUpdatedAt instanceof Date));
});

test('segments and integrations', async () => {
    const segments = await cloud.profiles.send(new ListSegmentDefinitionsCommand({ DomainName, MaxResults: 500 }));
    assert.ok(segments.Items.some((item) => item.SegmentDefinitionName === 'vip-eu'));
    const integrations = await cloud.profiles.send(new ListIntegrationsCommand({ DomainName }));
    assert.ok(integrations.Items.some((item) => item.EventTriggerNames?.[0] === 'high-value-order' && item.Uri.endsWith('VIP-callback')));
});

test('domains, page by page', async () => {
    const names = [];
    let NextToken;
    do {
        const page = await cloud.profiles.send(new ListDomainsCommand({ MaxResults: 3, NextToken }));
        names.push(page.Items.map((item) => item.DomainName));
        NextToken = page.NextToken;
    } while (NextToken);
    assert.deepEqual(names, [['bank', 'retail', 'telco'], ['travel']]);
});

test('refusals carry the name and the status of the model', async () => {
    const missing = cloud.profiles.send(new ListEventTriggersCommand({ DomainName: 'nowhere' }));
    await assert.rejects(missing, (error) => error.name === 'ResourceNotFoundException' && error.$metadata.httpStatusCode === 404);
    const bad = cloud.profiles.send(new ListDomainsCommand({ NextToken: 'nonsense' }));
    await assert.rejects(bad, (error) => error.name === 'BadRequestException' && error.$metadata.httpStatusCode === 400);
    // A blank in a path is encoded once on the way and twice in what is signed.
    await assert.rejects(cloud.profiles.send(new ListEventTriggersCommand({ DomainName: 're tail' })),
        { name: 'BadRequestException', message: /Value 're tail' at 'domainName'/ });
});
