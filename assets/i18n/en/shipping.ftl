# shipping
