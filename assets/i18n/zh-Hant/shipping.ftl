# Words of the trade and of the order's history.

transport-road = 公路
transport-rail = 鐵路
transport-air = 空運
transport-sea = 海運

field-carrier = 承運商
field-waybill = 託運單號
field-vehicle = 車號
field-driver = 司機
field-signed-by = 簽收人
field-temperature = 溫度

# shipping
