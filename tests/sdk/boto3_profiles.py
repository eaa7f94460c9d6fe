"""Customer Profiles' reading calls through boto3."""
import datetime

from botocore.exceptions import ClientError

from cloud import CloudTest

DOMAIN = {"DomainName": "retail"}


class Profiles(CloudTest):
    def paginate(self, call, size, **parameters):
        """The sizes of the pages, and all items."""
        pages = self.profiles.get_paginator(call).paginate(**DOMAIN, **parameters, PaginationConfig={"PageSize": size})
        rows = [page["Items"] for page in pages]
        return [len(page) for page in rows], [item for page in rows for item in page]

    def test_domains_page_by_page(self):
        first = self.profiles.list_domains(MaxResults=3)
        rest = self.profiles.list_domains(MaxResults=3, NextToken=first["NextToken"])
        self.assertEqual([row["DomainName"] for row in first["Items"] + rest["Items"]], ["bank", "retail", "telco", "travel"])
        self.assertNotIn("NextToken", rest)
        retail = first["Items"][1]
        self.assertEqual(retail["Tags"], {"owner": "ecommerce", "env": "prod"})
        self.assertIsInstance(retail["CreatedAt"], datetime.datetime)
        self.assertLess(retail["CreatedAt"], retail["LastUpdatedAt"])

    def test_other_regions_have_data_of_their_own_or_none(self):
        def domains(region):
            return [row["DomainName"] for row in self.client("customer-profiles", region_name=region).list_domains()["Items"]]

        self.assertEqual(domains("eu-west-2"), ["bank", "retail", "telco"])
        self.assertEqual(domains("us-west-2"), [])

    def test_triggers_in_pages(self):
        sizes, rows = self.paginate("list_event_triggers", 5)
        self.assertEqual(sizes, [5, 5, 4])
        row = next(row for row in rows if row["EventTriggerName"] == "high-value-order")
        self.assertEqual((row["ObjectTypeName"], row["Tags"]), ("Order", {"team": "cx", "env": "prod"}))
        self.assertNotIn("EventTriggerConditions", row)

    def test_one_trigger_as_cloud_control_has_it(self):
        trigger = self.profiles.get_event_trigger(EventTriggerName="high-value-order", **DOMAIN)
        document = self.read("retail|high-value-order")
        for name in ("EventTriggerConditions", "EventTriggerLimits", "SegmentFilter", "ObjectTypeName"):
            self.assertEqual(trigger[name], document[name])
        created = datetime.datetime.fromisoformat(document["CreatedAt"].replace("Z", "+00:00"))
        self.assertEqual(trigger["CreatedAt"].timestamp(), created.timestamp())

    def test_object_types(self):
        rows = self.profiles.list_profile_object_types(**DOMAIN)["Items"]
        self.assertIn("Order", [row["ObjectTypeName"] for row in rows])
        fields = self.profiles.get_profile_object_type(ObjectTypeName="Order", **DOMAIN)["Fields"]
        self.assertEqual((fields["total"]["ContentType"], fields["total"]["Source"]), ("NUMBER", "_source.total"))

    def test_attributes_of_an_object_type_in_pages(self):
        sizes, rows = self.paginate("list_object_type_attributes", 2, ObjectTypeName="Order")
        self.assertGreater(len(sizes), 1)
        row = next(row for row in rows if row["AttributeName"] == "currency")
        self.assertIsInstance(row["LastUpdatedAt"], datetime.datetime)

    def test_segments_in_pages(self):
        sizes, rows = self.paginate("list_segment_definitions", 1)
        self.assertGreater(len(sizes), 1)
        self.assertIn("vip-eu", [row["SegmentDefinitionName"] for row in rows])

    def test_integrations(self):
        rows = self.profiles.list_integrations(**DOMAIN)["Items"]
        row = next(row for row in rows if row.get("EventTriggerNames") == ["high-value-order"])
        self.assertTrue(row["Uri"].endswith("VIP-callback"))

    def refused(self, name, status, call, **parameters):
        with self.assertRaises(getattr(self.profiles.exceptions, name)) as raised:
            call(**parameters)
        self.assertEqual(raised.exception.response["ResponseMetadata"]["HTTPStatusCode"], status)
        return raised.exception.response["Error"]["Message"]

    def test_what_is_not_there_is_not_found(self):
        self.refused("ResourceNotFoundException", 404, self.profiles.list_event_triggers, DomainName="nowhere")
        self.refused("ResourceNotFoundException", 404, self.profiles.get_event_trigger, EventTriggerName="never-was", **DOMAIN)
        self.refused("ResourceNotFoundException", 404, self.profiles.get_profile_object_type, ObjectTypeName="Nothing", **DOMAIN)

    def test_what_breaks_the_model_is_a_bad_request(self):
        self.refused("BadRequestException", 400, self.profiles.list_domains, NextToken="nonsense")
        self.refused("BadRequestException", 400, self.profiles.list_domains, MaxResults=101)

    def test_a_blank_in_a_path_is_signed_as_it_was_sent(self):
        message = self.refused("BadRequestException", 400, self.profiles.list_event_triggers, DomainName="re tail")
        self.assertIn("Value 're tail' at 'domainName'", message)

    def test_a_call_that_the_local_cloud_has_not(self):
        with self.assertRaises(ClientError) as raised:
            self.profiles.get_domain(**DOMAIN)
        self.assertEqual(raised.exception.response["Error"]["Code"], "UnknownOperationException")
