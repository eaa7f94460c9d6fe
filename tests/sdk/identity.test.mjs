// Who asks: STS, and what wrong keys, a wrong clock and no signature get, through AWS's own clients.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CloudControlClient, ListResourceRequestsCommand } from '@aws-sdk/client-cloudcontrol';
import { CustomerProfilesClient, ListDomainsCommand } from '@aws-sdk/client-customer-profiles';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { Cloud } from './cloud.mjs';

let cloud;
before(async () => { cloud = await Cloud.start(); });
after(async () => { await cloud.stop(); });

// A client of each service, a call of it, and the names under which it refuses a wrong signature and an unknown key.
const services = [
    [CloudControlClient, new ListResourceRequestsCommand({}), 'InvalidSignatureException', 'UnrecognizedClientException'],
    [CustomerProfilesClient, new ListDomainsCommand({}), 'InvalidSignatureException', 'UnrecognizedClientException'],
    [STSClient, new GetCallerIdentityCommand({}), 'SignatureDoesNotMatch', 'InvalidClientTokenId'],
];

function refused(client, command, name, message) {
    return assert.rejects(client.send(command), (error) => {
        assert.deepEqual([error.name, error.$metadata.httpStatusCode], [name, 403]);
        assert.match(error.message, message);
        return true;
    });
}

test('who am I', async () => {
    const identity = await cloud.sts.send(new GetCallerIdentityCommand({}));
    assert.equal(identity.Account, '123456789012');
    assert.equal(identity.Arn, 'arn:aws:iam::123456789012:user/ConnectAdmin');
    assert.match(identity.UserId, /^AIDA/);
});

test('the lines that serve prints are all that a client needs', async () => {
    Object.assign(process.env, cloud.exports);
    try {
        const { Items } = await new CustomerProfilesClient().send(new ListDomainsCommand({}));
        assert.equal(Items.length, 4);
    } finally {
        for (const name of Object.keys(cloud.exports)) delete process.env[name];
    }
});

test('every answer carries a request id', async () => {
    for (const [Client, command] of services) {
        const { $metadata } = await cloud.client(Client).send(command);
        assert.match($metadata.requestId, /^[0-9a-f-]{36}$/);
    }
});

for (const [Client, command, mismatch, unknown] of services) {
    test(`${Client.name}: a wrong secret`, async () => {
        const credentials = { ...await cloud.control.config.credentials(), secretAccessKey: 'wJalrXUtnFEMI' };
        await refused(cloud.client(Client, { credentials, maxAttempts: 1 }), command, mismatch, /^The request signature we calculated /);
    });

    test(`${Client.name}: a wrong key`, async () => {
        const credentials = { ...await cloud.control.config.credentials(), accessKeyId: 'AKIAIOSFODNN7EXAMPLE' };
        await refused(cloud.client(Client, { credentials, maxAttempts: 1 }), command, unknown, /^The security token .* is invalid\.$/);
    });

    test(`${Client.name}: a session token that belongs to other keys`, async () => {
        const credentials = { ...await cloud.control.config.credentials(), sessionToken: 'IQoJb3JpZ2luX2VjEXAMPLE' };
        await refused(cloud.client(Client, { credentials, maxAttempts: 1 }), command, unknown, /^The security token .* is invalid\.$/);
    });

    test(`${Client.name}: a clock that is an hour behind`, async () => {
        const client = cloud.client(Client, { systemClockOffset: -3600000, maxAttempts: 1 });
        await refused(client, command, mismatch, /^Signature expired: /);
    });

    test(`${Client.name}: a clock that is an hour ahead`, async () => {
        const client = cloud.client(Client, { systemClockOffset: 3600000, maxAttempts: 1 });
        await refused(client, command, mismatch, /^Signature not yet current: /);
    });

    test(`${Client.name}: a client that corrects its clock gets through`, async () => {
        const { $metadata } = await cloud.client(Client, { systemClockOffset: -3600000 }).send(command);
        assert.deepEqual([$metadata.httpStatusCode, $metadata.attempts], [200, 2]);
    });
}

test('a request without a signature is refused', async () => {
    const answer = await fetch(`${cloud.exports.AWS_ENDPOINT_URL}/domains`);
    assert.equal(answer.status, 403);
    assert.equal(answer.headers.get('x-amzn-errortype'), 'MissingAuthenticationTokenException');
    assert.deepEqual(await answer.json(), { Message: 'Missing Authentication Token' });
});

test('the call log names each call and no key', async () => {
    await cloud.profiles.send(new ListDomainsCommand({}));
    const calls = cloud.calls();
    const last = calls[calls.length - 1];
    assert.equal(last.service, 'profile');
    assert.equal(last.action, 'ListDomains');
    assert.equal(last.region, 'us-east-1');
    assert.equal(last.status, 200);
    assert.ok(!JSON.stringify(calls).includes(cloud.exports.AWS_SECRET_ACCESS_KEY));
});
