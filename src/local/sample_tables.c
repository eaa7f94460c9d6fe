#include "local/sample_tables.h"

#include "base/array.h"

#define US "us-east-1"
#define EU "eu-west-2"
#define AP "ap-southeast-2"

const struct sample_domain sample_domains[] = {
    {US, "bank", "3y180d", "5mo15d", "owner=retail-banking env=prod"},
    {US, "retail", "3y180d", "3w3d", "owner=ecommerce env=prod"},
    {US, "telco", "2y180d", "7mo15d", "owner=telco-care env=prod"},
    {US, "travel", "20mo15d", "9d12h", NULL},
    {EU, "bank", "2y180d", "4mo15d", "owner=retail-banking env=prod"},
    {EU, "retail", "2y180d", "6w3d", "owner=ecommerce env=prod"},
    {EU, "telco", "2y180d", "11mo15d", "owner=telco-care env=prod"},
    {AP, "retail", "8mo15d", "5w3d", "owner=ecommerce env=pilot"},
    {AP, "travel", "8mo15d", "5w3d", NULL},
};
const size_t sample_domain_count = ARRAY_COUNT(sample_domains);

const struct sample_object_type sample_object_types[] = {
    {NULL, "retail", "Cart", "A basket of the web shop, sent each time it changes", NULL, "14mo15d",
     "cartId* email:email items:number value:number currency checkedOut channel updatedAt couponCode",
     "items.sku items.name"},
    {NULL, "retail", "Order", "An order of the web shop or the app", NULL, "2y180d",
     "orderId* customerName:name email:email phone:phone total:number tax:number currency status channel "
     "placedAt country giftWrap",
     "lines.sku lines.quantity lines.price"},
    {NULL, "retail", "Loyalty", "The loyalty card of a customer", NULL, "19mo15d",
     "cardNumber* email:email tier points:number pointsExpireAt memberSince homeStore", NULL},
    {NULL, "retail", "Shipment", "A parcel on its way, from the carrier", NULL, "13mo15d",
     "trackingNumber* orderId carrier status eta promisedAt attempts:number depot",
     "events.code events.place"},
    {US, "retail", "Return", "A return that a customer announced", NULL, "6mo15d",
     "returnId* orderId reason amount:number openedAt refundedAt condition", NULL},
    {NULL, "retail", "WebVisit", "A visit of the web shop", "Campaign-WebNotification", "5mo15d",
     "visitId* email:email page device referrer pagesSeen:number seconds:number visitedAt", NULL},
    {NULL, "telco", "Contract", "A mobile, landline or fibre contract", NULL, "2y180d",
     "contractId* msisdn:phone plan status endsAt monthlyFee:number npsScore:number complaints:number region",
     NULL},
    {NULL, "telco", "Usage", "Data, calls and messages of a day", NULL, "17mo15d",
     "usageId* msisdn:phone dataUsedMb:number dataLimitMb:number roamingCountry callMinutes:number day",
     "cells.first cells.last"},
    {NULL, "telco", "CTR", "Contact records of Amazon Connect", "CTR", "2y180d",
     "_ctrContactId* channel queue sentiment:number durationSeconds:number disconnectReason initiatedAt",
     NULL},
    {NULL, "bank", "CardPayment", "A payment with a debit or credit card", NULL, "2y180d",
     "paymentId* cardLast4 amount:number currency merchant merchantCategory country declined declineReason "
     "paidAt",
     NULL},
    {NULL, "bank", "Account", "The state of an account at the end of a day", NULL, "2y180d",
     "iban* balance:number overdraft:number currency product openedAt salaryPaidAt", NULL},
    {NULL, "bank", "Loan", "A loan and its instalments", NULL, "15mo15d",
     "loanId* principal:number rate:number nextDueAt missed:number status", NULL},
    {NULL, "travel", "Booking", "A booked trip", NULL, "20mo15d",
     "bookingRef* traveller:name email:email departsAt returnsAt destination price:number currency status "
     "passengers:number",
     NULL},
    {NULL, "travel", "FlightStatus", "Delays, gates and cancellations", NULL, "10mo15d",
     "flightId* flightNumber from to delayMinutes:number gate status scheduledAt", NULL},
    {US, "travel", "Survey", "Answers to the questions after a trip", NULL, "4mo15d",
     "surveyId* bookingRef score:number comment language sentAt", NULL},
};
const size_t sample_object_type_count = ARRAY_COUNT(sample_object_types);

const struct sample_segment sample_segments[] = {
    {"retail", "vip-eu", "VIP customers in Europe", "More than 2,000 EUR in the last twelve months",
     "13mo15d", false},
    {"retail", "newsletter", "Newsletter readers", "Agreed to be written to", "2y180d", false},
    {"retail", "lapsed-180d", "Lapsed", "No order for 180 days", "8mo15d", true},
    {"retail", "students", "Students 🎓", "Verified with a student id", "4mo15d", true},
    {"telco", "fibre-ready", "Fibre at the address", "DSL customers whose house has fibre by now", "7mo15d",
     false},
    {"telco", "heavy-roamers", "Heavy roamers", "Abroad on more than 20 days a year", "5mo15d", true},
    {"bank", "premium", "Premium banking", "Premium account or more than 50,000 in savings", "2y180d", false},
    {"bank", "first-jobbers", "First jobbers", "First salary within the last year", "9mo15d", true},
    {"travel", "frequent-flyers", "Frequent flyers", "At least six trips in twelve months", "16mo15d", false},
};
const size_t sample_segment_count = ARRAY_COUNT(sample_segments);

#define CAMPAIGN "arn:aws:connect-campaigns:%s:123456789012:campaign/"
#define FLOW     "arn:aws:appflow:%s:123456789012:flow/"

const struct sample_integration sample_integrations[] = {
    {US, "retail", CAMPAIGN "cart-reminder", NULL, "abandoned-cart", true, "9mo15d"},
    {US, "retail", CAMPAIGN "VIP-callback", NULL, "high-value-order", true, "11mo15d"},
    {US, "retail", CAMPAIGN "late-parcel-sms", NULL, "parcel-late", true, "5mo15d"},
    {US, "retail", CAMPAIGN "welcome-2024", NULL, "first-order", false, "20mo15d"},
    {NULL, "retail", "s3://acme-retail-orders-%s", "Order", NULL, true, "2y180d"},
    {NULL, "retail", FLOW "Shopify_Carts", "Cart", NULL, true, "14mo15d"},
    {US, "telco", CAMPAIGN "stay-with-us", NULL, "churn-risk", true, "7mo15d"},
    {US, "telco", CAMPAIGN "data-top-up", NULL, "data-90-percent", true, "6mo15d"},
    {NULL, "telco", FLOW "Salesforce_Contracts", "Contract", NULL, true, "2y180d"},
    {US, "bank", CAMPAIGN "card-fraud-call", NULL, "payment-abroad", true, "4mo15d"},
    {US, "bank", CAMPAIGN "overdraft-advice", NULL, "overdraft-deep", true, "8mo15d"},
    {NULL, "bank", "s3://acme-bank-payments-%s", "CardPayment", NULL, true, "2y180d"},
    {US, "travel", CAMPAIGN "delay-rebooking", NULL, "flight-delayed", true, "3mo15d"},
    {NULL, "travel", FLOW "Amadeus_Bookings", "Booking", NULL, true, "20mo15d"},
    {EU, "telco", CAMPAIGN "stay-with-us", NULL, "churn-risk", true, "6mo15d"},
    {EU, "bank", CAMPAIGN "card-fraud-call", NULL, "payment-abroad", true, "4mo15d"},
    {EU, "retail", CAMPAIGN "basket-reminder", NULL, "abandoned-basket", false, "13mo15d"},
    {AP, "travel", CAMPAIGN "monsoon-rebooking", NULL, "flight-cancelled", true, "6w3d"},
};
const size_t sample_integration_count = ARRAY_COUNT(sample_integrations);
