// Cloud Control's actions on triggers through AWS's own client.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
    CloudControlClient, paginateListResourceRequests, paginateListResources, waitUntilResourceRequestSuccess,
} from '@aws-sdk/client-cloudcontrol';
import { Cloud, TypeName, assertSays, cases, trigger } from './cloud.mjs';

let cloud;
before(async () => { cloud = await Cloud.start(); });
after(async () => { assert.equal(await cloud.stop(), 0, 'serve ends with 0 on SIGTERM'); });

test('create answers IN_PROGRESS, ends in SUCCESS, and the trigger is there', async () => {
    const event = await cloud.create(trigger('sdk-created', { Description: 'Größe ≥ 3 🎉', Tags: [{ Key: 'team', Value: 'cx' }] }));
    assert.equal(event.OperationStatus, 'IN_PROGRESS');
    assert.equal(event.Operation, 'CREATE');
    assert.equal(event.TypeName, TypeName);
    assert.equal(event.Identifier, 'retail|sdk-created');
    assert.ok(event.EventTime instanceof Date);
    assert.match(event.RequestToken, /^[0-9a-f-]{36}$/);
    const last = await cloud.end(event);
    assert.equal(last.OperationStatus, 'SUCCESS');
    const document = await cloud.read('retail|sdk-created');
    assert.equal(document.Description, 'Größe ≥ 3 🎉');
    assert.equal(document.CreatedAt, document.LastUpdatedAt);
    assert.ok(Math.abs(Date.parse(document.CreatedAt) - Date.now()) < 60000);
});

test("AWS's waiter follows an operation to its end", async () => {
    const event = await cloud.create(trigger('sdk-waited'));
    const result = await waitUntilResourceRequestSuccess({ client: cloud.control, maxWaitTime: 30, minDelay: 1 },
        { RequestToken: event.RequestToken });
    assert.equal(result.state, 'SUCCESS');
});

test("AWS's waiter ends at a failure", async () => {
    const event = await cloud.end(await cloud.remove('retail|never-was'));
    await assert.rejects(waitUntilResourceRequestSuccess({ client: cloud.control, maxWaitTime: 30, minDelay: 1 },
        { RequestToken: event.RequestToken }), /FAILURE/);
});

test('a read has the whole trigger, by either form of its identifier', async () => {
    const document = await cloud.read('retail|high-value-order');
    assert.equal(document.EventTriggerName, 'high-value-order');
    assert.ok(document.EventTriggerConditions.length > 0 && document.EventTriggerLimits && document.CreatedAt);
    assert.deepEqual(await cloud.read('{"DomainName":"retail","EventTriggerName":"high-value-order"}'), document);
});

test('a listing is read page by page', async () => {
    const names = [];
    let pages = 0;
    const pager = paginateListResources({ client: cloud.control, pageSize: 4 },
        { TypeName, ResourceModel: JSON.stringify({ DomainName: 'telco' }) });
    for await (const page of pager) {
        pages++;
        assert.ok(page.ResourceDescriptions.length <= 4);
        names.push(...page.ResourceDescriptions.map((row) => JSON.parse(row.Properties).EventTriggerName));
    }
    assert.equal(pages, 3);
    assert.equal(names.length, 9);
    assert.equal(new Set(names).size, 9);
    assert.ok(names.includes('churn-risk'));
});

for (const [index, row] of cases.patches.entries())
    test(`patch: ${row.what}`, async () => {
        const name = `sdk-patch-${index}`, identifier = `retail|${name}`;
        await cloud.end(await cloud.create(trigger(name, row.with)));
        const event = await cloud.end(await cloud.update(identifier, row.patch));
        assert.deepEqual([event.Operation, event.OperationStatus], ['UPDATE', 'SUCCESS']);
        const document = await cloud.read(identifier);
        for (const [member, value] of Object.entries(row.after)) assert.deepEqual(document[member] ?? null, value, member);
        assert.ok(Date.parse(document.LastUpdatedAt) > Date.parse(document.CreatedAt));
    });

test('a patch that is refused changes nothing', async () => {
    const live = await cloud.read('retail|loyalty-gold');
    await assert.rejects(cloud.update('retail|loyalty-gold', [
        { op: 'add', path: '/Description', value: 'lost' },
        { op: 'test', path: '/ObjectTypeName', value: 'never' },
    ]), { name: 'ValidationException' });
    assert.deepEqual(await cloud.read('retail|loyalty-gold'), live);
});

test('delete ends in SUCCESS and the trigger is gone', async () => {
    await cloud.end(await cloud.create(trigger('sdk-deleted')));
    const event = await cloud.end(await cloud.remove(JSON.stringify({ DomainName: 'retail', EventTriggerName: 'sdk-deleted' })));
    assert.deepEqual([event.Operation, event.OperationStatus, event.Identifier], ['DELETE', 'SUCCESS', 'retail|sdk-deleted']);
    await assert.rejects(cloud.read('retail|sdk-deleted'), { name: 'ResourceNotFoundException' });
});

for (const row of cases.failures)
    test(`an event, not an exception: ${row.what}`, async () => {
        const event = await cloud.end((await cloud.callCase(row)).ProgressEvent);
        assert.deepEqual([event.OperationStatus, event.ErrorCode], ['FAILED', row.error]);
        assertSays(row, event.StatusMessage);
    });

for (const row of cases.refusals)
    test(`refused: ${row.what}`, async () => {
        await assert.rejects(cloud.callCase(row), (error) => {
            assert.deepEqual([error.name, error.$metadata.httpStatusCode], [row.error, 400]);
            assertSays(row, error.message);
            return true;
        });
    });

test('requests are listed, filtered and paged', async () => {
    for (let i = 0; i < 3; i++) await cloud.end(await cloud.remove('retail|never-was'));
    const failed = [];
    const pager = paginateListResourceRequests({ client: cloud.control, pageSize: 1 },
        { ResourceRequestStatusFilter: { OperationStatuses: ['FAILED'], Operations: ['DELETE'] } });
    for await (const page of pager) failed.push(...page.ResourceRequestStatusSummaries);
    assert.ok(failed.length >= 3);
    assert.ok(failed.every((event) => event.OperationStatus === 'FAILED' && event.Operation === 'DELETE'));
    assert.equal(new Set(failed.map((event) => event.RequestToken)).size, failed.length);
});

test('each region has its own data', async () => {
    const elsewhere = cloud.client(CloudControlClient, { region: 'eu-central-1' });
    const list = paginateListResources({ client: elsewhere }, { TypeName, ResourceModel: '{"DomainName":"retail"}' });
    await assert.rejects(list.next(), { name: 'ResourceNotFoundException' });
});
