# Words of the trade and of the order's history.

class-ordinary = 一般訂單
class-long = 長期保管
class-permanent = 永久保存

record-read-back = 電話複誦確認
record-review = 訂單審查（信用、庫存、交期）
record-confirmation = 客戶確認
record-inspection = 檢驗紀錄
record-notice = 出貨通知
record-transport = 運輸紀錄
record-delivery = 簽收紀錄

# archive
