# The command line.
cli-no-home = 找不到本用户的数据文件夹。请用 --store 指定数据文件。
cli-name-user = 请用 --user 写明登录名；密码会另外询问，或取自变量 YILI_PASSWORD。
cli-password = { $user } 的密码：
cli-no-prompt = 这里无法询问密码。请把密码放在变量 YILI_PASSWORD 中。
cli-no-display = 无法打开窗口：这台机器上没有可用的显示器。可以运行 yili-orders tour --out 文件夹，不用窗口走完一张订单。
cli-name-store = 请用 --store 指定示例公司要建在哪里；它需要一个空的数据文件。
cli-demo-done = 示例公司已建好：{ $place }。所有人员的密码都是 { $password }。
cli-no-such-paper = 订单 { $number } 还没有{ $paper }：它走到那一步之后才能打印。
cli-not-written = 无法写入 { $path }：{ $reason }。请换一个文件夹，或腾出空间后重试。
cli-nothing-found = 没有找到“{ $text }”。可以输入订单号、客户、商品、电话的任意一部分，或拼音首字母。
cli-checked = 已核对 { $orders } 张订单、{ $rows } 条记录，发现 { $faults } 处问题。
cli-backup-done = 备份已完成并核对：{ $path }
cli-restored = 已恢复到 { $place }。
cli-restored-kept = 原来的数据保留在 { $path }。
cli-tour-company = 示例公司已建好，早上 9:05，电话响了。
cli-tour-finding = 感官、理化、微生物均合格
cli-tour-done = 完成。数据文件：{ $path }
