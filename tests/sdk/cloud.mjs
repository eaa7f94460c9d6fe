// Starts `etrig serve` for a test file and makes the SDK's clients for it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as control from '@aws-sdk/client-cloudcontrol';
import { CustomerProfilesClient } from '@aws-sdk/client-customer-profiles';
import { STSClient } from '@aws-sdk/client-sts';

export const TypeName = 'AWS::CustomerProfiles::EventTrigger';
// What every client must meet; the Python tests read it too.
export const cases = JSON.parse(readFileSync(new URL('cases.json', import.meta.url)));

// The "export NAME=value" lines that serve prints when it is ready; AWS_REGION is the last.
async function readExports(child) {
    const values = {};
    for await (const line of createInterface({ input: child.stdout })) {
        const [, name, value] = /^export ([A-Z_]+)=(.*)$/.exec(line);
        values[name] = value;
        if (name === 'AWS_REGION') break;
    }
    return values;
}

export class Cloud {
    static async start(...options) {
        const cloud = new Cloud();
        cloud.folder = mkdtempSync(join(tmpdir(), 'etrig-sdk-'));
        cloud.log = join(cloud.folder, 'calls');
        cloud.child = spawn(process.env.ETRIG, ['serve', '--data', join(cloud.folder, 'local.db'), '--operation-time', '60', ...options], {
            stdio: ['ignore', 'pipe', 'inherit'],
            env: { PATH: process.env.PATH, HOME: cloud.folder, ETRIG_LOCAL_LOG: cloud.log },
        });
        cloud.exports = await readExports(cloud.child);
        cloud.control = cloud.client(control.CloudControlClient);
        cloud.profiles = cloud.client(CustomerProfilesClient);
        cloud.sts = cloud.client(STSClient);
        return cloud;
    }

    client(Client, more = {}) {
        return new Client({
            endpoint: this.exports.AWS_ENDPOINT_URL,
            region: this.exports.AWS_REGION,
            credentials: { accessKeyId: this.exports.AWS_ACCESS_KEY_ID, secretAccessKey: this.exports.AWS_SECRET_ACCESS_KEY },
            ...more,
        });
    }

    // Ends the server; resolves with its exit status.
    async stop() {
        const ended = new Promise((resolve) => this.child.once('exit', resolve));
        this.child.kill('SIGTERM');
        const status = await ended;
        rmSync(this.folder, { recursive: true });
        return status;
    }

    calls() {
        return readFileSync(this.log, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
    }

    // Calls an action of Cloud Control by its name.
    call(action, input) {
        return this.control.send(new control[`${action}Command`](input));
    }

    // Calls what a row of the cases says.
    callCase(row) {
        return this.call(row.call, inputOf(row));
    }

    async status(RequestToken) {
        return (await this.call('GetResourceRequestStatus', { RequestToken })).ProgressEvent;
    }

    // Polls until the operation has ended: its last progress event.
    async end(event) {
        while (['PENDING', 'IN_PROGRESS', 'CANCEL_IN_PROGRESS'].includes(event.OperationStatus))
            event = await this.status(event.RequestToken);
        return event;
    }

    async create(document, more = {}) {
        return (await this.call('CreateResource', { TypeName, DesiredState: JSON.stringify(document), ...more })).ProgressEvent;
    }

    async update(Identifier, patch, more = {}) {
        return (await this.call('UpdateResource', { TypeName, Identifier, PatchDocument: JSON.stringify(patch), ...more })).ProgressEvent;
    }

    async remove(Identifier, more = {}) {
        return (await this.call('DeleteResource', { TypeName, Identifier, ...more })).ProgressEvent;
    }

    async cancel(RequestToken) {
        return (await this.call('CancelResourceRequest', { RequestToken })).ProgressEvent;
    }

    async read(Identifier) {
        return JSON.parse((await this.call('GetResource', { TypeName, Identifier })).ResourceDescription.Properties);
    }
}

// A small valid trigger; what is null in `more` is left out.
export function trigger(EventTriggerName, more = {}) {
    const document = { EventTriggerName, ...cases.trigger, ...more };
    return Object.fromEntries(Object.entries(document).filter(([, value]) => value !== null));
}

// What a row of the cases sends: members that are JSON texts at AWS stand in the row as what they mean.
function inputOf(row) {
    const input = { ...row.input };
    if (row.with) input.DesiredState = trigger('sdk-case', row.with);
    if (row.patch) Object.assign(input, { Identifier: 'retail|loyalty-gold', PatchDocument: row.patch });
    if (!row.call.includes('Request')) input.TypeName ??= TypeName;
    for (const name of ['DesiredState', 'PatchDocument', 'ResourceModel'])
        if (typeof input[name] === 'object') input[name] = JSON.stringify(input[name]);
    return input;
}

// A row expects a message or a pattern of it.
export function assertSays(row, message) {
    if (row.message !== undefined) assert.equal(message, row.message);
    else assert.match(message, new RegExp(row.pattern));
}
