// Starts `etrig serve` for a test file and makes the SDK's clients for it.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
    CloudControlClient, CreateResourceCommand, DeleteResourceCommand, GetResourceCommand, GetResourceRequestStatusCommand,
    UpdateResourceCommand,
} from '@aws-sdk/client-cloudcontrol';
import { CustomerProfilesClient } from '@aws-sdk/client-customer-profiles';
import { STSClient } from '@aws-sdk/client-sts';

export const TypeName = 'AWS::CustomerProfiles::EventTrigger';

// The four "export NAME=value" lines that serve prints when it is ready.
async function readExports(child) {
    const values = {};
    for await (const line of createInterface({ input: child.stdout })) {
        const [, name, value] = /^export ([A-Z_]+)=(.*)$/.exec(line);
        values[name] = value;
        if (Object.keys(values).length === 4) break;
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
        cloud.control = cloud.client(CloudControlClient);
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

    // Polls until the operation has ended: its last progress event.
    async end(event) {
        while (['PENDING', 'IN_PROGRESS', 'CANCEL_IN_PROGRESS'].includes(event.OperationStatus)) {
            const command = new GetResourceRequestStatusCommand({ RequestToken: event.RequestToken });
            event = (await this.control.send(command)).ProgressEvent;
        }
        return event;
    }

    async create(document, more = {}) {
        const command = new CreateResourceCommand({ TypeName, DesiredState: JSON.stringify(document), ...more });
        return (await this.control.send(command)).ProgressEvent;
    }

    async update(Identifier, patch, more = {}) {
        const command = new UpdateResourceCommand({ TypeName, Identifier, PatchDocument: JSON.stringify(patch), ...more });
        return (await this.control.send(command)).ProgressEvent;
    }

    async remove(Identifier, more = {}) {
        return (await this.control.send(new DeleteResourceCommand({ TypeName, Identifier, ...more }))).ProgressEvent;
    }

    async read(Identifier) {
        const answer = await this.control.send(new GetResourceCommand({ TypeName, Identifier }));
        return JSON.parse(answer.ResourceDescription.Properties);
    }
}

// A small valid trigger.
export const trigger = (EventTriggerName, more = {}) => ({
    DomainName: 'retail',
    EventTriggerName,
    ObjectTypeName: 'Order',
    EventTriggerConditions: [{
        LogicalOperator: 'ALL',
        EventTriggerDimensions: [{
            ObjectAttributes: [{ FieldName: 'total', ComparisonOperator: 'GREATER_THAN', Values: ['100'] }],
        }],
    }],
    ...more,
});
