# Words of the trade and of the order's history.

transport-road = Road
transport-rail = Rail
transport-air = Air
transport-sea = Sea

field-carrier = Carrier
field-waybill = Waybill no.
field-vehicle = Vehicle
field-driver = Driver
field-signed-by = Signed by
field-temperature = Temperature

# shipping
