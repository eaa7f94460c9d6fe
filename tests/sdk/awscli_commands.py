"""The command line of the AWS CLI, version 1. Half a second goes by with each command: each has to show something new."""
import json
import os
import subprocess
import sys

from cloud import CASES, TYPE_NAME, CloudTest, each, input_of, trigger

AWS = os.path.join(os.path.dirname(sys.executable), "aws")
TYPE = ("--type-name", TYPE_NAME)


def first_of_each_error(rows):
    """One row for each name of an error: all rows are boto3's matter, which shares the CLI's core."""
    return list({row["error"]: row for row in reversed(rows)}.values())


class CommandTest(CloudTest):
    def run_aws(self, *arguments, **variables):
        """Runs aws in an environment of the lines that serve prints, but for AWS_REGION, which it does not read."""
        environment = {**self.cloud.exports, "AWS_EC2_METADATA_DISABLED": "true", "HOME": self.cloud.folder,
                       "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", **variables}
        del environment["AWS_REGION"]
        return subprocess.run([AWS, *arguments], stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8",
                              env=environment, check=False)

    def aws(self, *arguments, **variables):
        """The parsed output of a command that must end with 0; None if it says nothing."""
        done = self.run_aws(*arguments, **variables)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return json.loads(done.stdout) if done.stdout else None

    def refused(self, *arguments, **variables):
        """What a command that must fail says."""
        done = self.run_aws(*arguments, **variables)
        self.assertEqual((done.returncode, done.stdout), (255, ""))
        return done.stderr.strip()

    def file(self, name, content):
        """A file of the test: its URL."""
        path = os.path.join(self.cloud.folder, name)
        with open(path, "w", encoding="utf-8") as out:
            json.dump(content, out, ensure_ascii=False)
        return f"file://{path}"


class Commands(CommandTest):
    options = ("--operation-time", "0")  # an operation has ended when the next command asks

    def test_who_am_i(self):
        self.assertEqual(self.aws("sts", "get-caller-identity")["Arn"], "arn:aws:iam::123456789012:user/ConnectAdmin")

    def test_create_wait_and_read(self):
        document = trigger("aws-created", {"Description": "Größe ≥ 3 🎉"})
        event = self.aws("cloudcontrol", "create-resource", *TYPE, "--desired-state", self.file("state.json", document))
        event = event["ProgressEvent"]
        self.assertEqual((event["OperationStatus"], event["Identifier"]), ("IN_PROGRESS", "retail|aws-created"))
        self.aws("cloudcontrol", "wait", "resource-request-success", "--request-token", event["RequestToken"])
        answer = self.aws("cloudcontrol", "get-resource", *TYPE, "--identifier", "retail|aws-created")
        live = json.loads(answer["ResourceDescription"]["Properties"])
        self.assertEqual({name: live[name] for name in document}, document)

    def test_a_create_may_stand_in_a_file(self):
        asked = {"TypeName": TYPE_NAME, "DesiredState": json.dumps(trigger("aws-file")), "ClientToken": "aws-file"}
        event = self.aws("cloudcontrol", "create-resource", "--cli-input-json", self.file("input.json", asked))
        status = self.aws("cloudcontrol", "get-resource-request-status", "--request-token",
                          event["ProgressEvent"]["RequestToken"], "--query", "ProgressEvent.OperationStatus")
        self.assertEqual(status, "SUCCESS")

    def test_an_update_with_each_operation_of_a_patch(self):
        patch = next(row for row in CASES["patches"] if len(row["patch"]) == 6)
        self.assertEqual({step["op"] for step in patch["patch"]}, {"add", "test", "copy", "replace", "remove", "move"})
        self.end(self.create(trigger("aws-patched")))
        event = self.aws("cloudcontrol", "update-resource", *TYPE, "--identifier", "retail|aws-patched",
                         "--patch-document", json.dumps(patch["patch"]))["ProgressEvent"]
        self.assertEqual(self.end(event)["OperationStatus"], "SUCCESS")
        live = self.read("retail|aws-patched")
        self.assertEqual({name: live.get(name) for name in patch["after"]}, patch["after"])

    def test_delete_and_the_trigger_is_gone(self):
        self.end(self.create(trigger("aws-deleted")))
        self.aws("cloudcontrol", "delete-resource", *TYPE, "--identifier", "retail|aws-deleted")
        self.assertIn("(ResourceNotFoundException) when calling the GetResource operation",
                      self.refused("cloudcontrol", "get-resource", *TYPE, "--identifier", "retail|aws-deleted"))

    def test_a_wait_for_what_fails(self):
        event = self.delete("retail|never-was")
        self.assertIn("Waiter encountered a terminal failure state", self.refused(
            "cloudcontrol", "wait", "resource-request-success", "--request-token", event["RequestToken"]))

    def test_a_listing_goes_on_where_it_was_left(self):
        def names(answer):
            return [row["Identifier"] for row in answer["ResourceDescriptions"]]

        listing = ("cloudcontrol", "list-resources", *TYPE, "--resource-model", '{"DomainName":"telco"}', "--page-size", "2")
        first = self.aws(*listing, "--max-items", "5")
        rest = self.aws(*listing, "--starting-token", first["NextToken"])
        self.assertEqual((len(names(first)), len(names(rest)), len({*names(first), *names(rest)})), (5, 4, 9))

    def test_requests_are_listed_and_filtered(self):
        for _ in range(3):
            self.end(self.delete("retail|never-was"))
        rows = self.aws("cloudcontrol", "list-resource-requests", "--page-size", "1", "--resource-request-status-filter",
                        "Operations=DELETE,OperationStatuses=FAILED")["ResourceRequestStatusSummaries"]
        self.assertGreaterEqual(len(rows), 3)
        self.assertEqual({(row["Operation"], row["OperationStatus"]) for row in rows}, {("DELETE", "FAILED")})

    @each(first_of_each_error(CASES["refusals"]))
    def test_refused(self, row):
        command = {"CreateResource": "create-resource", "GetResource": "get-resource", "UpdateResource": "update-resource",
                   "ListResources": "list-resources", "GetResourceRequestStatus": "get-resource-request-status"}[row["call"]]
        said = self.refused("cloudcontrol", command, "--cli-input-json", json.dumps(input_of(row)))
        start = f"An error occurred ({row['error']}) when calling the {row['call']} operation: "
        self.assertEqual(said[:len(start)], start)
        self.assert_says(row, said[len(start):])

    def test_triggers_of_a_domain_in_parts(self):
        listing = ("customer-profiles", "list-event-triggers", "--domain-name", "telco", "--page-size", "4")
        first = self.aws(*listing, "--max-items", "6")
        rest = self.aws(*listing, "--starting-token", first["NextToken"])
        names = [row["EventTriggerName"] for row in first["Items"] + rest["Items"]]
        self.assertEqual((len(first["Items"]), len(names), len(set(names))), (6, 9, 9))

    def test_one_trigger_in_another_region(self):
        answer = self.aws("customer-profiles", "get-event-trigger", "--domain-name", "telco", "--event-trigger-name",
                          "churn-risk", "--region", "eu-west-2")
        self.assertEqual(answer["EventTriggerName"], "churn-risk")

    def test_a_domain_that_is_not_there(self):
        self.assertEqual(self.refused("customer-profiles", "list-event-triggers", "--domain-name", "nowhere"),
                         "An error occurred (ResourceNotFoundException) when calling the ListEventTriggers operation: "
                         "Domain nowhere does not exist")

    def test_a_wrong_secret(self):
        for service, call, name in (("cloudcontrol", "list-resource-requests", "InvalidSignatureException"),
                                    ("customer-profiles", "list-domains", "InvalidSignatureException"),
                                    ("sts", "get-caller-identity", "SignatureDoesNotMatch")):
            self.assertIn(f"({name})", self.refused(service, call, AWS_SECRET_ACCESS_KEY="wJalrXUtnFEMI"))

    def test_a_wrong_key(self):
        for service, call, name in (("cloudcontrol", "list-resource-requests", "UnrecognizedClientException"),
                                    ("sts", "get-caller-identity", "InvalidClientTokenId")):
            self.assertIn(f"({name})", self.refused(service, call, AWS_ACCESS_KEY_ID="AKIAIOSFODNN7EXAMPLE"))


class Running(CommandTest):
    options = ("--operation-time", "60000")

    def test_a_cancelled_request(self):
        event = self.create(trigger("aws-cancelled"))
        answer = self.aws("cloudcontrol", "cancel-resource-request", "--request-token", event["RequestToken"])
        self.assertIn(answer["ProgressEvent"]["OperationStatus"], ("CANCEL_IN_PROGRESS", "CANCEL_COMPLETE"))

    def test_a_client_token_of_another_request(self):
        event = self.create(trigger("aws-token"), ClientToken="aws-token")
        said = self.refused("cloudcontrol", "delete-resource", *TYPE, "--identifier", "retail|first-order",
                            "--client-token", "aws-token")
        self.assertIn("(ClientTokenConflictException)", said)
        self.assertIn(event["RequestToken"], said)

    def test_a_second_change_while_the_first_runs(self):
        event = self.update("retail|loyalty-gold", [])
        said = self.refused("cloudcontrol", "delete-resource", *TYPE, "--identifier", "retail|loyalty-gold")
        self.assertIn("(ConcurrentOperationException)", said)
        self.assertIn(f"RequestToken {event['RequestToken']}", said)


class Throttled(CommandTest):
    options = ("--throttle", "4")
    # Nine pages: more than a second's calls.
    listing = ("cloudcontrol", "list-resources", *TYPE, "--resource-model", '{"DomainName":"telco"}', "--page-size", "1")

    def test_a_command_that_may_not_try_again_is_throttled(self):
        self.assertEqual(self.refused(*self.listing, AWS_MAX_ATTEMPTS="1"), "An error occurred (ThrottlingException) when "
                         "calling the ListResources operation (reached max retries: 0): Rate exceeded")

    def test_a_command_gets_through_by_its_own_retries(self):
        answer = self.aws(*self.listing, AWS_MAX_ATTEMPTS="10")
        self.assertEqual(len(answer["ResourceDescriptions"]), 9)
        self.assertIn("ThrottlingException", [call["error"] for call in self.cloud.calls()])
