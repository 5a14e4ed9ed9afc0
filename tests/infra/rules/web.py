"""Rules for what the public meets: CloudFront, the API, the firewall."""

import json
from collections.abc import Iterator
from typing import Any

from lambdas.headers import security_headers
from tests.infra.stack import Resource, Stack, target

CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
ALL_VIEWER_EXCEPT_HOST = "b689b0a8-53d0-40ab-baf2-68738e2966ac"
TWO_YEARS = 63_072_000
NAMES = ("Name", "LogGroupName", "DashboardName", "TableName", "BucketName", "QueueName", "TopicName")
REGIONS = ["ap-southeast-2", "ap-southeast-4"]


def _distribution(stack: Stack) -> Resource:
    found: Resource = stack.of("CloudFront::Distribution")["Distribution"]["DistributionConfig"]
    return found


def _behaviours(stack: Stack) -> list[Resource]:
    config = _distribution(stack)
    return [config["DefaultCacheBehavior"], *config["CacheBehaviors"]]


def every_answer_has_the_security_headers(stack: Stack) -> Iterator[str]:
    """The same as those of the code, and Strict-Transport-Security."""
    config = stack.of("CloudFront::ResponseHeadersPolicy")["SecurityHeaders"]["ResponseHeadersPolicyConfig"]
    given = _headers(config)
    for name, value in security_headers().items():
        if given.get(name) != value:
            yield f"SecurityHeaders: {name} is not {value}"
    strict = config["SecurityHeadersConfig"].get("StrictTransportSecurity", {})
    if strict.get("AccessControlMaxAgeSec", 0) < TWO_YEARS:
        yield "SecurityHeaders: HTTPS is not remembered for two years"
    for behaviour in _behaviours(stack):
        if target(behaviour.get("ResponseHeadersPolicyId")) != "SecurityHeaders":
            yield f"Distribution: {behaviour.get('PathPattern', 'the site')} has no security headers"


def _headers(config: Resource) -> dict[str, str]:
    own = config["SecurityHeadersConfig"]
    given = {one["Header"]: one["Value"] for one in config["CustomHeadersConfig"]["Items"] if one["Override"]}
    given["Content-Security-Policy"] = own.get("ContentSecurityPolicy", {}).get("ContentSecurityPolicy", "")
    given["Referrer-Policy"] = own.get("ReferrerPolicy", {}).get("ReferrerPolicy", "")
    return given | ({"X-Content-Type-Options": "nosniff"} if "ContentTypeOptions" in own else {})


def no_page_of_others_reads_ours(stack: Stack) -> Iterator[str]:
    for name, api in stack.of("ApiGatewayV2::Api").items():
        if "CorsConfiguration" in api or "x-amazon-apigateway-cors" in json.dumps(api):
            yield f"{name}: lets pages of others call it"
    if "access-control-allow-origin" in json.dumps(stack.template).lower() or "CorsConfig" in json.dumps(
        stack.of("CloudFront::ResponseHeadersPolicy")
    ):
        yield "A header lets pages of others read ours"


def the_api_is_never_cached(stack: Stack) -> Iterator[str]:
    api = [one for one in _behaviours(stack) if one.get("PathPattern") == "/api/*"]
    if not api:
        yield "Distribution: /api/* does not lead to the API"
    for behaviour in api:
        if behaviour["CachePolicyId"] != CACHING_DISABLED:
            yield "Distribution: answers of the API are kept"
        if behaviour.get("OriginRequestPolicyId") != ALL_VIEWER_EXCEPT_HOST:
            yield "Distribution: the API gets less than the browser sent, or a host not its own"
        if "POST" not in behaviour["AllowedMethods"] or behaviour["TargetOriginId"] != "api":
            yield "Distribution: nothing can be sent to the API"


def all_is_https(stack: Stack) -> Iterator[str]:
    config = _distribution(stack)
    for behaviour in _behaviours(stack):
        if behaviour["ViewerProtocolPolicy"] not in {"redirect-to-https", "https-only"}:
            yield "Distribution: answers without TLS"
    if config["ViewerCertificate"].get("MinimumProtocolVersion") != "TLSv1.2_2021":
        yield "Distribution: takes old TLS"
    for origin in config["Origins"]:
        custom = origin.get("CustomOriginConfig")
        if custom and custom["OriginProtocolPolicy"] != "https-only":
            yield "Distribution: calls the API without TLS"


def the_site_is_read_by_cloudfront_only(stack: Stack) -> Iterator[str]:
    site = next(one for one in _distribution(stack)["Origins"] if one["Id"] == "site")
    if target(site.get("OriginAccessControlId")) != "SiteAccess":
        yield "Distribution: does not sign what it asks the site bucket"
    access = stack.of("CloudFront::OriginAccessControl")["SiteAccess"]["OriginAccessControlConfig"]
    if access["SigningBehavior"] != "always":
        yield "SiteAccess: does not always sign"
    for one in stack.statements("SiteBucketPolicy"):
        source = one.get("Condition", {}).get("StringEquals", {}).get("aws:SourceArn")
        if one["Effect"] == "Allow" and "${Distribution}" not in json.dumps(source):
            yield "SiteBucketPolicy: any distribution may read the site"


def pages_are_found_and_what_is_not_there_is_said(stack: Stack) -> Iterator[str]:
    """403 is what S3 says of what is not there, and nothing else may say: the API's own 404 stays."""
    config = _distribution(stack)
    wanted = {"ErrorCode": 403, "ResponseCode": 404, "ResponsePagePath": "/404.html"}
    errors = [{key: one.get(key) for key in wanted} for one in config.get("CustomErrorResponses", [])]
    if errors != [wanted]:
        yield "Distribution: what is not there does not get 404.html, or the API's own pages are replaced"
    associations = config["DefaultCacheBehavior"].get("FunctionAssociations", [])
    if [target(one["FunctionARN"]) for one in associations] != ["SiteAddresses"]:
        yield "Distribution: a folder does not lead to its index.html"
    if any("ListBucket" in json.dumps(one) for one in stack.statements("SiteBucketPolicy")):
        yield "SiteBucketPolicy: S3 would say 404, which has no page"


def a_firewall_stands_in_front(stack: Stack) -> Iterator[str]:
    if _distribution(stack).get("WebACLId") != {"Ref": "WebAclArn"}:
        yield "Distribution: has no firewall"


def receipts_are_in_no_log(stack: Stack) -> Iterator[str]:
    """The address of a receipt is a secret: no log holds a path."""
    if "Logging" in _distribution(stack):
        yield "Distribution: its log holds paths"
    for name, stage in stack.of("ApiGatewayV2::Stage").items():
        log = stage.get("AccessLogSettings", {}).get("Format", "")
        if (
            not log
            or "\n" in log
            or any(word in log for word in ("path", "Path", "authorizer.claims", "routeKey"))
        ):
            yield f"{name}: its log holds paths, or there is none"


def the_api_answers_cloudfront_only(stack: Stack) -> Iterator[str]:
    api = next(iter(stack.of("ApiGatewayV2::Api").values()))
    for path, methods in api["Body"]["paths"].items():
        for method, operation in methods.items():
            if operation.get("security") != [{"CameThroughCloudFront": []}]:
                yield f"Api: {method} {path} answers everyone"
    gate = api["Body"]["components"]["securitySchemes"].get("CameThroughCloudFront", {})
    settings = gate.get("x-amazon-apigateway-authorizer", {})
    if settings.get("identitySource") != ["$request.header.x-origin-verify"] or "Gate" not in json.dumps(
        settings
    ):
        yield "Api: the gate does not look at x-origin-verify"
    origin = next(one for one in _distribution(stack)["Origins"] if one["Id"] == "api")
    if [_said(one) for one in origin.get("OriginCustomHeaders", [])] != ["x-origin-verify"]:
        yield "Distribution: does not say the secret that the gate asks for, or the template holds it"
    secret = stack.of("SecretsManager::Secret")["OriginSecret"]
    if secret.get("GenerateSecretString", {}).get("PasswordLength", 0) < 32 or "SecretString" in secret:
        yield "OriginSecret: is short, or in the template"


def _said(header: Resource) -> str:
    secret = {"Fn::Sub": "{{resolve:secretsmanager:${OriginSecret}}}"}
    return str(header["HeaderName"]) if header["HeaderValue"] == secret else ""


def the_api_is_throttled(stack: Stack) -> Iterator[str]:
    for name, stage in stack.of("ApiGatewayV2::Stage").items():
        settings = stage.get("DefaultRouteSettings", {})
        if not (0 < settings.get("ThrottlingRateLimit", 0) <= 100 and settings.get("ThrottlingBurstLimit")):
            yield f"{name}: is not throttled"


def records_stay_in_australia(stack: Stack) -> Iterator[str]:
    rule = stack.template.get("Rules", {}).get("InAustralia", {})
    asserted = [one["Assert"] for one in rule.get("Assertions", [])]
    if asserted != [{"Fn::Contains": [REGIONS, {"Ref": "AWS::Region"}]}] or "RuleCondition" in rule:
        yield "The template can be deployed outside Australia"


def two_stages_fit_in_one_account(stack: Stack) -> Iterator[str]:
    """A fixed name would be taken by the first."""
    for name, resource in stack.resources.items():
        properties = resource.get("Properties", {})
        for one in (properties.get(key) for key in NAMES):
            if one and "AWS::StackName" not in json.dumps(one) and not target(one):
                yield f"{name}: its name is fixed"


# infra/edge.yaml


def floods_are_slowed_and_words_never_judged(edge: Stack) -> Iterator[str]:
    acl = edge.of("WAFv2::WebACL")["WebAcl"]
    if acl["DefaultAction"] != {"Allow": {}} or acl["Scope"] != "CLOUDFRONT":
        yield "WebAcl: does not let people in, or is not for CloudFront"
    rates = [rule for rule in acl["Rules"] if "RateBasedStatement" in rule["Statement"]]
    if not rates:
        yield "WebAcl: slows no flood"
    for rule in acl["Rules"]:
        yield from _faults_of(rule, is_rate=rule in rates)
    for setting in [acl, *acl["Rules"]]:
        if setting["VisibilityConfig"]["SampledRequestsEnabled"] is not False:
            yield "WebAcl: samples hold addresses of receipts"


def _faults_of(rule: Resource, *, is_rate: bool) -> Iterator[str]:
    name = rule["Name"]
    if is_rate:
        block: Any = rule.get("Action", {}).get("Block", {})
        if block.get("CustomResponse", {}).get("ResponseCode") != 429:
            yield f"WebAcl: {name} does not block with 429; 403 would say “page not found”"
        if rule["Statement"]["RateBasedStatement"]["Limit"] < 300:
            yield f"WebAcl: {name} would stop the people of one office"
    elif rule.get("OverrideAction") != {"Count": {}} or "Action" in rule:
        yield f"WebAcl: {name} judges words"


def the_firewall_is_where_cloudfront_takes_it_from(edge: Stack) -> Iterator[str]:
    asserted = [one["Assert"] for one in edge.template["Rules"]["InVirginia"]["Assertions"]]
    if asserted != [{"Fn::Equals": [{"Ref": "AWS::Region"}, "us-east-1"]}]:
        yield "WebAcl: may be deployed where CloudFront cannot use it"
