"""Cloud Control's actions on triggers through boto3."""
import datetime
import json

from botocore import xform_name
from botocore.exceptions import ClientError, WaiterError

from cloud import CASES, TYPE_NAME, CloudTest, each, input_of, trigger

QUICK = {"Delay": 0.05, "MaxAttempts": 200}


class Control(CloudTest):
    def call(self, row):
        return getattr(self.control, xform_name(row["call"]))(**input_of(row))

    def test_create_answers_in_progress_and_ends_in_success(self):
        tags = [{"Key": "team", "Value": "cx"}]
        event = self.create(trigger("py-created", {"Description": "Größe ≥ 3 🎉", "Tags": tags}))
        self.assertEqual((event["TypeName"], event["Operation"], event["OperationStatus"], event["Identifier"]),
                         (TYPE_NAME, "CREATE", "IN_PROGRESS", "retail|py-created"))
        self.assertRegex(event["RequestToken"], "^[0-9a-f-]{36}$")
        self.assertIsInstance(event["EventTime"], datetime.datetime)
        self.assertEqual(self.end(event)["OperationStatus"], "SUCCESS")
        document = self.read("retail|py-created")
        self.assertEqual((document["Description"], document["Tags"]), ("Größe ≥ 3 🎉", tags))
        self.assertEqual(document["CreatedAt"], document["LastUpdatedAt"])

    def test_the_waiter_follows_an_operation_to_its_end(self):
        event = self.create(trigger("py-waited"))
        self.control.get_waiter("resource_request_success").wait(RequestToken=event["RequestToken"], WaiterConfig=QUICK)
        self.assertEqual(self.read("retail|py-waited")["ObjectTypeName"], "Order")

    def test_the_waiter_ends_at_a_failure(self):
        event = self.delete("retail|never-was")
        with self.assertRaisesRegex(WaiterError, "terminal failure state") as raised:
            self.control.get_waiter("resource_request_success").wait(RequestToken=event["RequestToken"], WaiterConfig=QUICK)
        self.assertEqual(raised.exception.last_response["ProgressEvent"]["ErrorCode"], "NotFound")

    def test_a_read_takes_either_form_of_the_identifier(self):
        document = self.read("retail|high-value-order")
        self.assertLessEqual({"EventTriggerConditions", "EventTriggerLimits", "CreatedAt"}, document.keys())
        self.assertEqual(self.read('{"DomainName":"retail","EventTriggerName":"high-value-order"}'), document)

    def test_the_paginator_reads_a_listing(self):
        pages = list(self.control.get_paginator("list_resources").paginate(
            TypeName=TYPE_NAME, ResourceModel='{"DomainName":"telco"}', PaginationConfig={"PageSize": 4}))
        self.assertEqual([len(page["ResourceDescriptions"]) for page in pages], [4, 4, 1])
        identifiers = {row["Identifier"] for page in pages for row in page["ResourceDescriptions"]}
        self.assertEqual(len(identifiers), 9)
        self.assertIn("telco|churn-risk", identifiers)

    def test_the_paginator_goes_on_where_it_was_left(self):
        def paginate(**config):
            return self.control.get_paginator("list_resources").paginate(
                TypeName=TYPE_NAME, ResourceModel='{"DomainName":"telco"}', PaginationConfig=config).build_full_result()

        whole = paginate()["ResourceDescriptions"]
        first = paginate(MaxItems=5, PageSize=2)
        rest = paginate(StartingToken=first["NextToken"], PageSize=2)
        self.assertEqual(first["ResourceDescriptions"] + rest["ResourceDescriptions"], whole)
        self.assertNotIn("NextToken", rest)

    @each(CASES["patches"])
    def test_patch(self, row):
        name = f"py-patch-{CASES['patches'].index(row)}"
        self.end(self.create(trigger(name, row.get("with"))))
        event = self.end(self.update(f"retail|{name}", row["patch"]))
        self.assertEqual((event["Operation"], event["OperationStatus"]), ("UPDATE", "SUCCESS"))
        document = self.read(f"retail|{name}")
        self.assertEqual({member: document.get(member) for member in row["after"]}, row["after"])
        # a full second has no fraction, and Z comes after the point
        self.assertGreater(document["LastUpdatedAt"].rstrip("Z"), document["CreatedAt"].rstrip("Z"))

    def test_a_patch_that_is_refused_changes_nothing(self):
        live = self.read("retail|loyalty-gold")
        with self.assertRaises(ClientError):
            self.update("retail|loyalty-gold", [{"op": "add", "path": "/Description", "value": "lost"},
                                                {"op": "test", "path": "/ObjectTypeName", "value": "never"}])
        self.assertEqual(self.read("retail|loyalty-gold"), live)

    def test_delete_ends_in_success_and_the_trigger_is_gone(self):
        self.end(self.create(trigger("py-deleted")))
        event = self.end(self.delete(json.dumps({"DomainName": "retail", "EventTriggerName": "py-deleted"})))
        self.assertEqual((event["Operation"], event["OperationStatus"], event["Identifier"]),
                         ("DELETE", "SUCCESS", "retail|py-deleted"))
        with self.assertRaises(self.control.exceptions.ResourceNotFoundException):
            self.read("retail|py-deleted")

    @each(CASES["failures"])
    def test_an_event_and_no_exception(self, row):
        event = self.end(self.call(row)["ProgressEvent"])
        self.assertEqual((event["OperationStatus"], event["ErrorCode"]), ("FAILED", row["error"]))
        self.assert_says(row, event["StatusMessage"])

    @each(CASES["refusals"])
    def test_refused(self, row):
        # Cloud Control's model has no ValidationException; boto3 has a class for each name that it has.
        refusal = ClientError if row["error"] == "ValidationException" else getattr(self.control.exceptions, row["error"])
        with self.assertRaises(refusal) as raised:
            self.call(row)
        answer = raised.exception.response
        self.assertEqual((answer["Error"]["Code"], answer["ResponseMetadata"]["HTTPStatusCode"]), (row["error"], 400))
        self.assert_says(row, answer["Error"]["Message"])

    def test_requests_are_listed_filtered_and_paged(self):
        for _ in range(3):
            self.end(self.delete("retail|never-was"))
        wanted = {"OperationStatuses": ["FAILED"], "Operations": ["DELETE"]}
        pages = list(self.control.get_paginator("list_resource_requests").paginate(
            ResourceRequestStatusFilter=wanted, PaginationConfig={"PageSize": 2}))
        rows = [row for page in pages for row in page["ResourceRequestStatusSummaries"]]
        self.assertEqual({(row["Operation"], row["OperationStatus"]) for row in rows}, {("DELETE", "FAILED")})
        self.assertGreaterEqual(len({row["RequestToken"] for row in rows}), 3)
        self.assertGreaterEqual(len(pages), 2)

    def test_each_region_has_its_own_data(self):
        elsewhere = self.client("cloudcontrol", region_name="eu-central-1")
        with self.assertRaises(elsewhere.exceptions.ResourceNotFoundException):
            elsewhere.list_resources(TypeName=TYPE_NAME, ResourceModel='{"DomainName":"retail"}')


class Running(CloudTest):
    """What holds while an operation runs: here each one would take a minute."""

    options = ("--operation-time", "60000")

    def test_a_running_operation_says_when_to_ask_again(self):
        event = self.create(trigger("py-slow"))
        self.assertNotIn("RetryAfter", event)
        status = self.status(event["RequestToken"])
        self.assertEqual(status["OperationStatus"], "IN_PROGRESS")
        self.assertGreater(status["RetryAfter"], event["EventTime"])

    def test_a_running_operation_can_be_cancelled_and_again(self):
        event = self.create(trigger("py-cancelled"))
        for _ in range(2):
            self.assertIn(self.cancel(event["RequestToken"])["OperationStatus"], ("CANCEL_IN_PROGRESS", "CANCEL_COMPLETE"))

    def test_a_second_change_is_refused_while_the_first_runs(self):
        first = self.update("retail|loyalty-gold", [])
        for change in (self.delete, lambda identifier: self.update(identifier, [])):
            with self.assertRaisesRegex(self.control.exceptions.ConcurrentOperationException,
                                        f"RequestToken {first['RequestToken']}"):
                change("retail|loyalty-gold")

    def test_a_client_token_makes_a_retry_harmless(self):
        first = self.create(trigger("py-token"), ClientToken="py-token")
        again = self.create(trigger("py-token"), ClientToken="py-token")
        self.assertEqual(again["RequestToken"], first["RequestToken"])

    def test_a_client_token_with_another_request_is_a_conflict(self):
        first = self.create(trigger("py-token-2"), ClientToken="py-token-2")
        with self.assertRaises(self.control.exceptions.ClientTokenConflictException) as raised:
            self.delete("retail|loyalty-gold", ClientToken="py-token-2")
        self.assertEqual(raised.exception.response["Error"]["Message"],
                         "ClientToken py-token-2 is already associated with an existing operation with RequestToken "
                         + first["RequestToken"])

    def test_running_requests_are_listed_with_their_status(self):
        event = self.create(trigger("py-listed"))
        rows = self.control.list_resource_requests(
            ResourceRequestStatusFilter={"OperationStatuses": ["IN_PROGRESS"]})["ResourceRequestStatusSummaries"]
        self.assertIn(event["RequestToken"], [row["RequestToken"] for row in rows])
        self.assertEqual({row["OperationStatus"] for row in rows}, {"IN_PROGRESS"})
