// Throttling and failures that were asked for, as AWS's own clients meet and survive them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CloudControlClient, ListResourceRequestsCommand } from '@aws-sdk/client-cloudcontrol';
import { CustomerProfilesClient, ListDomainsCommand } from '@aws-sdk/client-customer-profiles';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { Cloud, trigger } from './cloud.mjs';

let strict, bad;
before(async () => {
    strict = await Cloud.start('--throttle', '4');
    bad = await Cloud.start('--fail', '1', '--operation-time', '0');
});
after(async () => {
    await strict.stop();
    await bad.stop();
});

const services = [
    [CloudControlClient, new ListResourceRequestsCommand({}), 'ThrottlingException', 400],
    [CustomerProfilesClient, new ListDomainsCommand({}), 'ThrottlingException', 429],
    [STSClient, new GetCallerIdentityCommand({}), 'Throttling', 400],
];

for (const [Client, command, name, status] of services)
    test(`${Client.name}: too many calls are throttled`, async () => {
        const client = strict.client(Client, { maxAttempts: 1 });
        const results = await Promise.allSettled(Array.from({ length: 20 }, () => client.send(command)));
        const { reason } = results.find((result) => result.status === 'rejected');
        assert.deepEqual([reason.name, reason.message, reason.$metadata.httpStatusCode], [name, 'Rate exceeded', status]);
    });

for (const [Client, command] of services)
    test(`${Client.name}: a throttled client gets through by its own retries`, async () => {
        const client = strict.client(Client, { maxAttempts: 10 });
        const answers = await Promise.all(Array.from({ length: 5 }, () => client.send(command)));
        assert.ok(answers.some((answer) => answer.$metadata.attempts > 1));
    });

// A poll would fail too; a retry with the same ClientToken is told what became of the first request.
test('asked to fail, changes are accepted and end FAILED', async () => {
    const ask = () => bad.create(trigger('sdk-unlucky'), { ClientToken: 'sdk-unlucky' });
    assert.equal((await ask()).OperationStatus, 'IN_PROGRESS');
    const event = await ask();
    assert.deepEqual([event.OperationStatus, event.ErrorCode], ['FAILED', 'ServiceInternalError']);
});

test('asked to fail, reads fail at once', async () => {
    const client = bad.client(CloudControlClient, { maxAttempts: 1 });
    await assert.rejects(client.send(new ListResourceRequestsCommand({})), (error) => {
        assert.equal(error.name, 'ServiceInternalErrorException');
        assert.equal(error.$metadata.httpStatusCode, 500);
        return true;
    });
});
