"""Faults in what the public meets."""

from tests.infra.faults.planting import (
    Fault,
    altered,
    api_behaviour,
    distribution,
    headers,
    methods,
    properties,
    rules,
    without,
)

FAULTS = [
    Fault(
        "referrers tell the address of a receipt",
        "every_answer_has_the_security_headers",
        lambda template: headers(template)["SecurityHeadersConfig"]["ReferrerPolicy"].update(
            ReferrerPolicy="unsafe-url"
        ),
    ),
    Fault(
        "pages of others call the API",
        "no_page_of_others_reads_ours",
        altered("Api", CorsConfiguration={"AllowOrigins": ["*"]}),
    ),
    Fault(
        "receipts are cached",
        "the_api_is_never_cached",
        lambda template: api_behaviour(template).update(CachePolicyId="658327ea-f89d-4fab-a63d-7e88639e58f6"),
    ),
    Fault(
        "old TLS",
        "all_is_https",
        lambda template: distribution(template)["ViewerCertificate"].update(MinimumProtocolVersion="TLSv1"),
    ),
    Fault(
        "no firewall", "a_firewall_stands_in_front", lambda template: distribution(template).pop("WebACLId")
    ),
    Fault(
        "the API without the gate",
        "the_api_answers_cloudfront_only",
        lambda template: methods(template).pop("security"),
    ),
    Fault(
        "the secret in the template",
        "the_api_answers_cloudfront_only",
        lambda template: distribution(template)["Origins"][1]["OriginCustomHeaders"][0].update(
            HeaderValue="not-so-secret"
        ),
    ),
    Fault(
        "no throttle", "the_api_is_throttled", without("ApiApiGatewayDefaultStage", "DefaultRouteSettings")
    ),
    Fault(
        "paths in the log",
        "receipts_are_in_no_log",
        altered(
            "ApiApiGatewayDefaultStage", AccessLogSettings={"Format": "$context.path", "DestinationArn": "x"}
        ),
    ),
    Fault("records abroad", "records_stay_in_australia", lambda template: template.pop("Rules")),
    Fault(
        "the firewall refuses plain words",
        "floods_are_slowed_and_words_never_judged",
        lambda template: rules(template)[2].update(OverrideAction={"None": {}}),
        in_edge=True,
    ),
    Fault(
        "floods only counted",
        "floods_are_slowed_and_words_never_judged",
        lambda template: rules(template)[0].update(Action={"Count": {}}),
        in_edge=True,
    ),
    Fault(
        "the API's own 404 pages are replaced",
        "pages_are_found_and_what_is_not_there_is_said",
        lambda template: distribution(template)["CustomErrorResponses"][0].update(ErrorCode=404),
    ),
    Fault(
        "any distribution reads the site",
        "the_site_is_read_by_cloudfront_only",
        lambda template: properties(template, "SiteBucketPolicy")["PolicyDocument"]["Statement"][1].pop(
            "Condition"
        ),
    ),
    Fault("a fixed name", "two_stages_fit_in_one_account", altered("SweepSchedule", Name="sweep")),
    Fault(
        "a firewall in Sydney",
        "the_firewall_is_where_cloudfront_takes_it_from",
        lambda template: template["Rules"]["InVirginia"].update(
            Assertions=[{"Assert": {"Fn::Equals": [{"Ref": "AWS::Region"}, "ap-southeast-2"]}}]
        ),
        in_edge=True,
    ),
]
