// Cloud Control's eight actions through AWS's own client.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
    CancelResourceRequestCommand, GetResourceRequestStatusCommand, ListResourceRequestsCommand, paginateListResources,
    paginateListResourceRequests, waitUntilResourceRequestSuccess, CloudControlClient,
} from '@aws-sdk/client-cloudcontrol';
import { Cloud, TypeName, trigger } from './cloud.mjs';

let cloud;
before(async () => { cloud = await Cloud.start(); });
after(async () => { assert.equal(await cloud.stop(), 0, 'serve ends with 0 on SIGTERM'); });

test('create answers IN_PROGRESS, ends in SUCCESS, and the trigger is there', async () => {
    const event = await cloud.create(trigger('sdk-created', { Description: 'Größe ≥ 3 🎉', Tags: [{ Key: 'team', Value: 'cx' }] }));
    assert.equal(event.OperationStatus, 'IN_PROGRESS');
    assert.equal(event.Operation, 'CREATE');
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

test('a running operation says when to ask again', async () => {
    const slow = await Cloud.start('--operation-time', '60000');
    const event = await slow.create(trigger('sdk-slow'));
    const answer = await slow.control.send(new GetResourceRequestStatusCommand({ RequestToken: event.RequestToken }));
    assert.equal(answer.ProgressEvent.OperationStatus, 'IN_PROGRESS');
    assert.ok(answer.ProgressEvent.RetryAfter instanceof Date);
    await slow.stop();
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

const patches = {
    add: [{ op: 'add', path: '/Description', value: 'added' }],
    replace: [{ op: 'replace', path: '/ObjectTypeName', value: 'Cart' }],
    test: [{ op: 'test', path: '/ObjectTypeName', value: 'Cart' }, { op: 'add', path: '/SegmentFilter', value: 'vip-eu' }],
    copy: [{ op: 'copy', from: '/EventTriggerConditions/0', path: '/EventTriggerConditions/-' }],
    move: [{ op: 'move', from: '/SegmentFilter', path: '/Description' }],
    remove: [{ op: 'remove', path: '/EventTriggerConditions/1' }],
};

test('a patch may hold each of the six operations', async () => {
    await cloud.end(await cloud.create(trigger('sdk-patched')));
    for (const [name, patch] of Object.entries(patches)) {
        const event = await cloud.end(await cloud.update('retail|sdk-patched', patch));
        assert.equal(event.OperationStatus, 'SUCCESS', name);
        assert.equal(event.Operation, 'UPDATE');
    }
    const document = await cloud.read('retail|sdk-patched');
    assert.equal(document.ObjectTypeName, 'Cart');
    assert.equal(document.Description, 'vip-eu');
    assert.equal(document.SegmentFilter, undefined);
    assert.equal(document.EventTriggerConditions.length, 1);
    assert.ok(document.LastUpdatedAt > document.CreatedAt);
});

test('a patch whose test fails changes nothing', async () => {
    const before = await cloud.read('retail|loyalty-gold');
    await assert.rejects(cloud.update('retail|loyalty-gold', [
        { op: 'add', path: '/Description', value: 'lost' },
        { op: 'test', path: '/LastUpdatedAt', value: 'never' },
    ]), { name: 'ValidationException' });
    assert.deepEqual(await cloud.read('retail|loyalty-gold'), before);
});

test('delete ends in SUCCESS and the trigger is gone', async () => {
    await cloud.end(await cloud.create(trigger('sdk-deleted')));
    const event = await cloud.end(await cloud.remove(JSON.stringify({ DomainName: 'retail', EventTriggerName: 'sdk-deleted' })));
    assert.equal(event.OperationStatus, 'SUCCESS');
    assert.equal(event.Identifier, 'retail|sdk-deleted');
    await assert.rejects(cloud.read('retail|sdk-deleted'), {
        name: 'ResourceNotFoundException',
        message: /^AWS::CustomerProfiles::EventTrigger Handler returned status FAILED: .* was not found\. \(HandlerErrorCode: NotFound/,
    });
});

test('what the handler refuses is an event, not an exception', async () => {
    const exists = await cloud.end(await cloud.create(trigger('loyalty-gold')));
    assert.deepEqual([exists.OperationStatus, exists.ErrorCode], ['FAILED', 'AlreadyExists']);
    const missing = await cloud.end(await cloud.remove('retail|never-was'));
    assert.deepEqual([missing.OperationStatus, missing.ErrorCode], ['FAILED', 'NotFound']);
    const used = await cloud.end(await cloud.remove('retail|high-value-order'));
    assert.deepEqual([used.OperationStatus, used.ErrorCode], ['FAILED', 'InvalidRequest']);
    assert.match(used.StatusMessage, /VIP-callback is active/);
    const nowhere = await cloud.end(await cloud.create({ ...trigger('x'), DomainName: 'nowhere' }));
    assert.deepEqual([nowhere.OperationStatus, nowhere.ErrorCode], ['FAILED', 'NotFound']);
});

test('requests are listed, filtered and paged', async () => {
    await cloud.end(await cloud.remove('retail|never-was'));
    const failed = [];
    const pager = paginateListResourceRequests({ client: cloud.control, pageSize: 1 },
        { ResourceRequestStatusFilter: { Operations: ['DELETE'], OperationStatuses: ['FAILED'] } });
    for await (const page of pager) failed.push(...page.ResourceRequestStatusSummaries);
    assert.ok(failed.length > 0);
    assert.ok(failed.every((event) => event.Operation === 'DELETE' && event.OperationStatus === 'FAILED'));
    const all = await cloud.control.send(new ListResourceRequestsCommand({ MaxResults: 100 }));
    assert.ok(all.ResourceRequestStatusSummaries.length >= failed.length);
});

test('a running operation can be cancelled, an ended one cannot', async () => {
    const slow = await Cloud.start('--operation-time', '60000');
    const event = await slow.create(trigger('sdk-cancelled'));
    const answer = await slow.control.send(new CancelResourceRequestCommand({ RequestToken: event.RequestToken }));
    assert.match(answer.ProgressEvent.OperationStatus, /^CANCEL_(IN_PROGRESS|COMPLETE)$/);
    await slow.stop();
    const ended = await cloud.end(await cloud.create(trigger('sdk-not-cancelled')));
    await assert.rejects(cloud.control.send(new CancelResourceRequestCommand({ RequestToken: ended.RequestToken })), {
        name: 'ValidationException', message: `Request ${ended.RequestToken} is already in status SUCCESS`,
    });
    await assert.rejects(cloud.control.send(new CancelResourceRequestCommand({ RequestToken: 'DOESNOTEXIST' })), {
        name: 'RequestTokenNotFoundException', message: 'Request with token DOESNOTEXIST was not found',
    });
});

test('a ClientToken makes a retry harmless and another request a conflict', async () => {
    const ClientToken = 'sdk-token-1';
    const first = await cloud.create(trigger('sdk-token'), { ClientToken });
    const again = await cloud.create(trigger('sdk-token'), { ClientToken });
    assert.equal(again.RequestToken, first.RequestToken);
    await assert.rejects(cloud.create(trigger('sdk-token-2'), { ClientToken }), {
        name: 'ClientTokenConflictException',
        message: `ClientToken ${ClientToken} is already associated with an existing operation with RequestToken ${first.RequestToken}`,
    });
});

test('a second change of a trigger waits for the first', async () => {
    const slow = await Cloud.start('--operation-time', '60000');
    const first = await slow.update('retail|loyalty-gold', [{ op: 'add', path: '/Description', value: 'one' }]);
    await assert.rejects(slow.remove('retail|loyalty-gold'), (error) => {
        assert.equal(error.name, 'ConcurrentOperationException');
        assert.match(error.message, new RegExp(`RequestToken ${first.RequestToken}`));
        return true;
    });
    await slow.stop();
});

test('what breaks the schema is refused at once', async () => {
    const wrong = [
        [{ ...trigger('x'), Colour: 'red' }, 'Model validation failed (#: extraneous key [Colour] is not permitted)'],
        [{ ...trigger('x'), ObjectTypeName: true }, 'Model validation failed (#/ObjectTypeName: expected type: String, found: Boolean)'],
        [{ ...trigger('x'), EventTriggerConditions: [] },
            'Model validation failed (#/EventTriggerConditions: expected minimum item count: 1, found: 0)'],
    ];
    for (const [document, message] of wrong) await assert.rejects(cloud.create(document), { name: 'ValidationException', message });
    const gold = 'retail|loyalty-gold';
    await assert.rejects(cloud.update(gold, [{ op: 'replace', path: '/EventTriggerName', value: 'x' }]), {
        name: 'NotUpdatableException', message: 'Invalid patch update: createOnlyProperties [/properties/EventTriggerName] cannot be updated',
    });
    await assert.rejects(cloud.update(gold, [{ op: 'remove', path: '/CreatedAt' }]), {
        name: 'ValidationException', message: 'Invalid patch update: readOnlyProperties [/properties/CreatedAt] cannot be updated',
    });
    await assert.rejects(cloud.create({}, { TypeName: 'AWS::X::Y1' }), { name: 'ValidationException' });
    await assert.rejects(cloud.create({}, { TypeName: 'AWS::S3::Bucket' }), {
        name: 'TypeNotFoundException', message: "The type 'AWS::S3::Bucket' cannot be found.",
    });
    await assert.rejects(paginateListResources({ client: cloud.control }, { TypeName }).next(), { name: 'InvalidRequestException' });
});

test('each region has its own data', async () => {
    const elsewhere = cloud.client(CloudControlClient, { region: 'eu-central-1' });
    const list = paginateListResources({ client: elsewhere }, { TypeName, ResourceModel: '{"DomainName":"retail"}' });
    await assert.rejects(list.next(), { name: 'ResourceNotFoundException' });
});

test('a throttled client gets through by its own retries', async () => {
    const strict = await Cloud.start('--throttle', '4');
    const client = strict.client(CloudControlClient, { maxAttempts: 10 });
    const answers = await Promise.all(Array.from({ length: 8 }, () => client.send(new ListResourceRequestsCommand({}))));
    assert.equal(answers.length, 8);
    assert.ok(strict.calls().some((call) => call.error === 'ThrottlingException'));
    await strict.stop();
});

test('asked to fail, operations end FAILED', async () => {
    const bad = await Cloud.start('--fail', '1');
    const event = await bad.create(trigger('sdk-unlucky'));
    assert.equal(event.OperationStatus, 'IN_PROGRESS');
    const status = bad.client(CloudControlClient, { maxAttempts: 1 });
    await assert.rejects(status.send(new GetResourceRequestStatusCommand({ RequestToken: event.RequestToken })), (error) => {
        assert.equal(error.name, 'ServiceInternalErrorException');
        assert.equal(error.$metadata.httpStatusCode, 500);
        return true;
    });
    await bad.stop();
});
