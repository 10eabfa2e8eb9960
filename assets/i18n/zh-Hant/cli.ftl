# The command line.
cli-no-home = 找不到本使用者的資料夾。請用 --store 指定資料檔。
cli-name-user = 請用 --user 寫明登入名稱；密碼會另外詢問，或取自變數 YILI_PASSWORD。
cli-password = { $user } 的密碼：
cli-no-prompt = 這裡無法詢問密碼。請把密碼放在變數 YILI_PASSWORD 中。
cli-no-display = 無法開啟視窗：這台機器上沒有可用的螢幕。可以執行 yili-orders tour --out 資料夾，不用視窗走完一張訂單。
cli-name-store = 請用 --store 指定示範公司要建在哪裡；它需要一個空的資料檔。
cli-demo-done = 示範公司已建好：{ $place }。所有人員的密碼都是 { $password }。
cli-no-such-paper = 訂單 { $number } 還沒有{ $paper }：走到那一步之後才能列印。
cli-not-written = 無法寫入 { $path }：{ $reason }。請換一個資料夾，或騰出空間後重試。
cli-nothing-found = 沒有找到「{ $text }」。可以輸入訂單號、客戶、商品、電話的任意一部分，或拼音首字母。
cli-checked = 已核對 { $orders } 張訂單、{ $rows } 筆紀錄，發現 { $faults } 處問題。
cli-backup-done = 備份已完成並核對：{ $path }
cli-restored = 已還原到 { $place }。
cli-restored-kept = 原來的資料保留在 { $path }。
cli-tour-company = 示範公司已建好，早上 9:05，電話響了。
cli-tour-finding = 感官、理化、微生物均合格
cli-tour-done = 完成。資料檔：{ $path }
