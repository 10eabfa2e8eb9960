# Words of the trade and of the order's history.

transport-road = 公路
transport-rail = 铁路
transport-air = 空运
transport-sea = 海运

field-carrier = 承运商
field-waybill = 运单号
field-vehicle = 车牌号
field-driver = 司机
field-signed-by = 签收人
field-temperature = 温度

# shipping
