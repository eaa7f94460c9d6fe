// What holds while an operation runs: here each one would take a minute.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Cloud, trigger } from './cloud.mjs';

let cloud;
before(async () => { cloud = await Cloud.start('--operation-time', '60000'); });
after(async () => { await cloud.stop(); });

test('a running operation says when to ask again', async () => {
    const event = await cloud.create(trigger('sdk-slow'));
    assert.equal(event.RetryAfter, undefined);
    const status = await cloud.status(event.RequestToken);
    assert.equal(status.OperationStatus, 'IN_PROGRESS');
    assert.ok(status.RetryAfter > new Date(Date.now() - 60000));
    assert.equal(status.ResourceModel, undefined);
});

test('a running operation can be cancelled, and again', async () => {
    const event = await cloud.create(trigger('sdk-cancelled'));
    for (let i = 0; i < 2; i++) {
        const status = await cloud.cancel(event.RequestToken);
        assert.match(status.OperationStatus, /^CANCEL_(IN_PROGRESS|COMPLETE)$/);
    }
});

test('a second change of a trigger is refused while the first runs', async () => {
    const first = await cloud.update('retail|loyalty-gold', [{ op: 'add', path: '/Description', value: 'one' }]);
    for (const second of [() => cloud.remove('retail|loyalty-gold'), () => cloud.update('retail|loyalty-gold', [])])
        await assert.rejects(second(), (error) => {
            assert.equal(error.name, 'ConcurrentOperationException');
            assert.match(error.message, new RegExp(`RequestToken ${first.RequestToken}`));
            return true;
        });
});

test('a ClientToken makes a retry harmless', async () => {
    const ClientToken = 'sdk-token-1';
    const first = await cloud.create(trigger('sdk-token'), { ClientToken });
    const again = await cloud.create(trigger('sdk-token'), { ClientToken });
    assert.equal(again.RequestToken, first.RequestToken);
});

test('a ClientToken with another request is a conflict', async () => {
    const ClientToken = 'sdk-token-2';
    const first = await cloud.create(trigger('sdk-token-2'), { ClientToken });
    await assert.rejects(cloud.create(trigger('sdk-token-3'), { ClientToken }), {
        name: 'ClientTokenConflictException',
        message: `ClientToken ${ClientToken} is already associated with an existing operation with RequestToken ${first.RequestToken}`,
    });
});

test('running requests are listed with their status', async () => {
    const event = await cloud.create(trigger('sdk-listed'));
    const { ResourceRequestStatusSummaries: rows } = await cloud.call('ListResourceRequests',
        { ResourceRequestStatusFilter: { OperationStatuses: ['IN_PROGRESS'] } });
    assert.ok(rows.some((row) => row.RequestToken === event.RequestToken));
    assert.ok(rows.every((row) => row.OperationStatus === 'IN_PROGRESS'));
});
