"""Starts `etrig serve` for a test class and makes boto3's clients for it."""
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import unittest

import boto3
from botocore.config import Config

TYPE_NAME = "AWS::CustomerProfiles::EventTrigger"
# What every client must meet; the JavaScript tests read it too.
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "cases.json"), encoding="utf-8") as file:
    CASES = json.load(file)


class Cloud:
    def __init__(self, *options):
        self.folder = tempfile.mkdtemp(prefix="etrig-sdk-")
        command = [os.environ["ETRIG"], "serve", "--data", os.path.join(self.folder, "local.db"), "--operation-time", "60", *options]
        self.log = os.path.join(self.folder, "calls")
        environment = {"PATH": os.environ["PATH"], "HOME": self.folder, "ETRIG_LOCAL_LOG": self.log}
        self.child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, env=environment, text=True)
        self.exports = self._read_exports()

    def _read_exports(self):
        """The "export NAME=value" lines that serve prints when it is ready; AWS_REGION is the last."""
        exports = {}
        while "AWS_REGION" not in exports:
            name, value = re.fullmatch(r"export ([A-Z_]+)=(.*)\n", self.child.stdout.readline()).groups()
            exports[name] = value
        return exports

    def client(self, service, attempts=5, **more):
        """A client that was told all; `more` replaces what boto3 calls region_name, aws_access_key_id, …"""
        told = {
            "endpoint_url": self.exports["AWS_ENDPOINT_URL"],
            "region_name": self.exports["AWS_REGION"],
            "aws_access_key_id": self.exports["AWS_ACCESS_KEY_ID"],
            "aws_secret_access_key": self.exports["AWS_SECRET_ACCESS_KEY"],
        }
        config = Config(retries={"total_max_attempts": attempts})
        return boto3.session.Session().client(service, config=config, **{**told, **more})

    def calls(self):
        """The call log: one object for each request."""
        with open(self.log, encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]

    def stop(self):
        """Ends the server: its exit status."""
        self.child.send_signal(signal.SIGTERM)
        status = self.child.wait(timeout=30)
        self.child.stdout.close()
        shutil.rmtree(self.folder)
        return status


def each(rows):
    """Marks function(self, row) of a CloudTest: it is one test for each of the rows, named by what the row is."""

    def mark(function):
        function.rows = rows
        return function

    return mark


class CloudTest(unittest.TestCase):
    """Tests that share one cloud."""

    options = ()  # of etrig serve
    maxDiff = None

    def __init_subclass__(cls):
        for name, function in list(vars(cls).items()):
            if hasattr(function, "rows"):
                delattr(cls, name)
                for row in function.rows:
                    setattr(cls, f"{name}: {row['what']}", lambda self, function=function, row=row: function(self, row))

    @classmethod
    def setUpClass(cls):
        cls.cloud = Cloud(*cls.options)
        cls.control = cls.cloud.client("cloudcontrol")
        cls.profiles = cls.cloud.client("customer-profiles")

    @classmethod
    def tearDownClass(cls):
        cls.control.close()
        cls.profiles.close()
        status = cls.cloud.stop()
        assert status == 0, f"serve ended with {status} on SIGTERM"

    def client(self, service, **more):
        client = self.cloud.client(service, **more)
        self.addCleanup(client.close)
        return client

    def status(self, token):
        return self.control.get_resource_request_status(RequestToken=token)["ProgressEvent"]

    def end(self, event):
        """Polls until the operation has ended: its last progress event."""
        while event["OperationStatus"] in ("PENDING", "IN_PROGRESS", "CANCEL_IN_PROGRESS"):
            event = self.status(event["RequestToken"])
        return event

    def create(self, document, **more):
        return self.control.create_resource(TypeName=TYPE_NAME, DesiredState=json.dumps(document), **more)["ProgressEvent"]

    def update(self, identifier, patch, **more):
        return self.control.update_resource(TypeName=TYPE_NAME, Identifier=identifier, PatchDocument=json.dumps(patch),
                                            **more)["ProgressEvent"]

    def delete(self, identifier, **more):
        return self.control.delete_resource(TypeName=TYPE_NAME, Identifier=identifier, **more)["ProgressEvent"]

    def cancel(self, token):
        return self.control.cancel_resource_request(RequestToken=token)["ProgressEvent"]

    def read(self, identifier):
        answer = self.control.get_resource(TypeName=TYPE_NAME, Identifier=identifier)
        return json.loads(answer["ResourceDescription"]["Properties"])

    def assert_says(self, row, message):
        """A row of the cases expects a message or a pattern of it."""
        if "message" in row:
            self.assertEqual(message, row["message"])
        else:
            self.assertRegex(message, row["pattern"])


def trigger(name, more=None):
    """A small valid trigger; what is None in `more` is left out."""
    document = {"EventTriggerName": name, **CASES["trigger"], **(more or {})}
    return {member: value for member, value in document.items() if value is not None}


def input_of(row):
    """What a row of the cases sends: members that are JSON texts at AWS stand in the row as what they mean."""
    sent = dict(row.get("input", {}))
    if "with" in row:
        sent["DesiredState"] = trigger("sdk-case", row["with"])
    if "patch" in row:
        sent.update(Identifier="retail|loyalty-gold", PatchDocument=row["patch"])
    if "Request" not in row["call"]:
        sent.setdefault("TypeName", TYPE_NAME)
    for name in ("DesiredState", "PatchDocument", "ResourceModel"):
        if name in sent and not isinstance(sent[name], str):
            sent[name] = json.dumps(sent[name])
    return sent
