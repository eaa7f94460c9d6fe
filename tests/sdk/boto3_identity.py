"""Who asks: STS, and what wrong keys and a wrong clock get, through boto3; and weather that was asked for."""
import datetime
import os
from unittest import mock

import boto3
from botocore.compat import get_current_datetime
from botocore.exceptions import ClientError

from cloud import CloudTest, each, trigger

# A call of each service, and the names under which it refuses a wrong signature, an unknown key and too many calls.
SERVICES = [
    {"what": "cloudcontrol", "call": "list_resource_requests", "mismatch": "InvalidSignatureException",
     "unknown": "UnrecognizedClientException", "throttled": ("ThrottlingException", 400)},
    {"what": "customer-profiles", "call": "list_domains", "mismatch": "InvalidSignatureException",
     "unknown": "UnrecognizedClientException", "throttled": ("ThrottlingException", 429)},
    {"what": "sts", "call": "get_caller_identity", "mismatch": "SignatureDoesNotMatch",
     "unknown": "InvalidClientTokenId", "throttled": ("Throttling", 400)},
]


class ServiceTest(CloudTest):
    def call(self, row, **more):
        return getattr(self.client(row["what"], **more), row["call"])()

    def refused(self, row, name, pattern, **more):
        with self.assertRaises(ClientError) as raised:
            self.call(row, attempts=1, **more)
        answer = raised.exception.response
        self.assertEqual((answer["Error"]["Code"], answer["ResponseMetadata"]["HTTPStatusCode"]), (row[name], 403))
        self.assertRegex(answer["Error"]["Message"], pattern)


class Identity(ServiceTest):
    def test_who_am_i(self):
        identity = self.client("sts").get_caller_identity()
        self.assertEqual((identity["Account"], identity["Arn"]),
                         ("123456789012", "arn:aws:iam::123456789012:user/ConnectAdmin"))
        self.assertRegex(identity["UserId"], "^AIDA")

    def test_the_lines_that_serve_prints_are_all_that_a_client_needs(self):
        with mock.patch.dict(os.environ, self.cloud.exports):
            client = boto3.client("customer-profiles")
        self.addCleanup(client.close)
        self.assertEqual(len(client.list_domains()["Items"]), 4)

    @each(SERVICES)
    def test_an_answer_carries_a_request_id(self, row):
        self.assertRegex(self.call(row)["ResponseMetadata"]["RequestId"], "^[0-9a-f-]{36}$")

    @each(SERVICES)
    def test_a_wrong_secret(self, row):
        self.refused(row, "mismatch", "^The request signature we calculated ", aws_secret_access_key="wJalrXUtnFEMI")

    @each(SERVICES)
    def test_a_wrong_key(self, row):
        self.refused(row, "unknown", r"^The security token .* is invalid\.$", aws_access_key_id="AKIAIOSFODNN7EXAMPLE")

    @each(SERVICES)
    def test_a_session_token_of_other_keys(self, row):
        self.refused(row, "unknown", r"^The security token .* is invalid\.$", aws_session_token="IQoJb3JpZ2luX2VjEXAMPLE")

    def with_clock(self, row, minutes, pattern):
        def wrong(remove_tzinfo=True):
            return get_current_datetime(remove_tzinfo) + datetime.timedelta(minutes=minutes)

        with mock.patch("botocore.auth.get_current_datetime", wrong):
            self.refused(row, "mismatch", pattern)

    @each(SERVICES)
    def test_a_clock_that_is_behind(self, row):
        self.with_clock(row, -10, "^Signature expired: ")

    @each(SERVICES)
    def test_a_clock_that_is_ahead(self, row):
        self.with_clock(row, 10, "^Signature not yet current: ")


class Throttled(ServiceTest):
    options = ("--throttle", "4")

    @each(SERVICES)
    def test_too_many_calls_are_throttled(self, row):
        with self.assertRaises(ClientError) as raised:
            client = self.client(row["what"], attempts=1)
            for _ in range(200):
                getattr(client, row["call"])()
        answer = raised.exception.response
        self.assertEqual((answer["Error"]["Code"], answer["ResponseMetadata"]["HTTPStatusCode"]), row["throttled"])
        self.assertEqual(answer["Error"]["Message"], "Rate exceeded")

    @each(SERVICES)
    def test_a_throttled_client_gets_through_by_its_own_retries(self, row):
        client = self.client(row["what"], attempts=10)
        answers = (getattr(client, row["call"])() for _ in range(200))
        self.assertTrue(any(answer["ResponseMetadata"]["RetryAttempts"] > 0 for answer in answers))


class Failing(CloudTest):
    options = ("--fail", "1", "--operation-time", "0")

    def test_changes_are_accepted_and_end_failed(self):
        """A poll would fail too; a retry with the same ClientToken is told what became of the first request."""
        self.assertEqual(self.create(trigger("py-unlucky"), ClientToken="py")["OperationStatus"], "IN_PROGRESS")
        event = self.create(trigger("py-unlucky"), ClientToken="py")
        self.assertEqual((event["OperationStatus"], event["ErrorCode"]), ("FAILED", "ServiceInternalError"))

    def test_reads_fail_at_once(self):
        client = self.client("cloudcontrol", attempts=1)
        with self.assertRaises(client.exceptions.ServiceInternalErrorException) as raised:
            client.list_resource_requests()
        self.assertEqual(raised.exception.response["ResponseMetadata"]["HTTPStatusCode"], 500)
