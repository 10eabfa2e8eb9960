# 订单变更：申请、各部门答复、决定、知悉；版本与历史。

step-ask-change = 申请变更
step-answer-change = 答复变更
step-decide-change = 决定变更
step-withdraw-change = 撤回变更
step-note-change = 知悉变更

event-change-asked = 已申请变更
event-change-answered = 部门已答复变更
event-change-decided = 变更已决定
event-change-withdrawn = 变更已撤回
event-change-noted = 部门已知悉变更

record-change = 订单变更（决定及知悉）
field-plan = 协同方案
field-note = 说明

possible-yes = 可行
possible-only-if = 有条件可行
possible-no = 不可行

# History.
tell-change-asked-customer = 变更 { $no }：{ $who }以{ $channel }方式提出变更
tell-change-asked-desk = 变更 { $no }：{ $desk }部门提出变更
tell-change-answered = 变更 { $no }：{ $desk }部门答复{ $answer }
tell-change-adopted = 变更 { $no } 采纳，订单改为第 { $version } 版，需客户重新确认
tell-change-declined = 变更 { $no } 不予采纳
tell-change-withdrawn = 变更 { $no } 撤回
tell-change-noted = { $desk }部门已知悉变更 { $no }
tell-fact-concerned = 须答复部门
tell-fact-dropped = 第 { $line } 行 { $goods } 余量
tell-dropped = 未拣部分不再需要
tell-fact-given-up = 放弃第 { $line } 行 { $goods }
tell-fact-days = 延误
tell-fact-cost = 费用
tell-fact-answer-note = 说明
tell-fact-plan = 协同方案
tell-fact-review-anew = 须重新审核
tell-fact-based-on = 原版本
tell-days = { $days } 天

# Refusals.
errors-record-of-change = { $record }（变更 { $no }）
errors-refusal-ask-for-change-title = 已确认的订单不能直接修改
errors-refusal-ask-for-change-detail = 客户已确认过这张订单，内容只能通过变更来修改。
errors-refusal-ask-for-change-todo = 请办理“申请变更”，由有关部门答复后再决定。
errors-refusal-change-open-title = 变更 { $no } 还没有决定
errors-refusal-change-open-detail = 订单的变更 { $no } 正在办理，还没有决定，也没有撤回。
errors-refusal-change-open-todo = 请先决定或撤回变更 { $no }。
errors-refusal-not-concerned-title = 这项变更不需要本部门答复
errors-refusal-not-concerned-detail = 须答复的部门是：{ $desks }。
errors-refusal-not-concerned-todo = 请由{ $desks }答复。
errors-refusal-nobody-asked-title = 这项变更不需要部门答复
errors-refusal-nobody-asked-detail = 这项变更不涉及任何部门。
errors-refusal-nobody-asked-todo = 请销售负责人直接决定。
errors-refusal-answers-missing-title = 还有部门没有答复
errors-refusal-answers-missing-detail = { $desks }还没有答复这项变更。
errors-refusal-answers-missing-todo = 请等{ $desks }答复后再决定。
errors-refusal-line-fixed-title = 第 { $line } 行的商品不能换
errors-refusal-line-fixed-detail = 第 { $line } 行已与生产单和发货记录相连，位置和商品保持不变。
errors-refusal-line-fixed-todo = 不再需要的请“放弃此行”，新的商品请加在最后一行之后。
errors-refusal-below-taken-title = 第 { $line } 行不能减到这么少
errors-refusal-below-taken-detail = 第 { $line } 行已拣货或发货 { $taken }，不能改为 { $quantity }（按最小单位计）。
errors-refusal-below-taken-todo = 请改为不少于 { $taken }；还没有发出的拣货可由物流负责人先撤销。
errors-refusal-price-of-shipped-title = 第 { $line } 行的单价不能改
errors-refusal-price-of-shipped-detail = 第 { $line } 行已按原单价发出货物。
errors-refusal-price-of-shipped-todo = 请放弃此行的剩余数量，以新单价另加一行。
errors-refusal-currency-of-shipped-title = 币种不能改
errors-refusal-currency-of-shipped-detail = 已有货物按 { $currency } 发出。
errors-refusal-currency-of-shipped-todo = 请保留原币种；其他币种请另开一张订单。
errors-refusal-customer-fixed-title = 变更不能更换客户
errors-refusal-customer-fixed-detail = 给另一个客户的货，是另一张订单。
errors-refusal-customer-fixed-todo = 请保留原客户，或另开一张订单。
errors-refusal-nothing-note = 没有需要本部门知悉的变更。
