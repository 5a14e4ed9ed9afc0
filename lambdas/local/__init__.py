"""The site and its Lambdas on one machine, for development: on AWS, CloudFront and API Gateway do this."""
