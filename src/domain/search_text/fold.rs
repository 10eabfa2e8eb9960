//! One shape for characters that people take for the same: case, width, accents, traditional and simplified.

use std::sync::OnceLock;

/// Appends `text` folded character by character; a line break becomes a blank.
pub(super) fn fold_into(text: &str, out: &mut String) {
    if text.is_ascii() {
        out.extend(
            text.bytes().map(|byte| if byte.is_ascii_control() { ' ' } else { byte.to_ascii_lowercase() as char }),
        );
        return;
    }
    for c in text.chars() {
        fold_char(c, out);
    }
}

fn fold_char(c: char, out: &mut String) {
    match c {
        c if c.is_control() => out.push(' '),
        c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
        '\u{3000}' | '\u{a0}' | '\u{2028}' | '\u{2029}' => out.push(' '),
        '\u{ff01}'..='\u{ff5e}' => {
            let half = char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c);
            out.push(half.to_ascii_lowercase());
        }
        '\u{c0}'..='\u{17f}' => fold_latin(c, out),
        '\u{3400}'..='\u{9fff}' => out.push(simplified(c)),
        c => out.extend(c.to_lowercase()),
    }
}

/// Accented Latin letters lose their accents: a keyboard in an office here has none.
fn fold_latin(c: char, out: &mut String) {
    let plain = match c {
        'ß' => "ss",
        'Æ' | 'æ' => "ae",
        'Œ' | 'œ' => "oe",
        'À'..='Å' | 'à'..='å' | 'Ā'..='ą' => "a",
        'Ç' | 'ç' | 'Ć'..='č' => "c",
        'È'..='Ë' | 'è'..='ë' | 'Ē'..='ě' => "e",
        'Ì'..='Ï' | 'ì'..='ï' | 'Ĩ'..='ı' => "i",
        'Ñ' | 'ñ' | 'Ń'..='ň' => "n",
        'Ò'..='Ö' | 'Ø' | 'ò'..='ö' | 'ø' | 'Ō'..='ő' => "o",
        'Ù'..='Ü' | 'ù'..='ü' | 'Ũ'..='ų' => "u",
        'Ý' | 'ý' | 'ÿ' | 'Ŷ'..='Ÿ' => "y",
        'Ď'..='đ' | 'Ð' | 'ð' => "d",
        'Ĺ'..='ł' => "l",
        'Ŕ'..='ř' => "r",
        'Ś'..='š' => "s",
        'Ţ'..='ŧ' => "t",
        'Ź'..='ž' => "z",
        _ => return out.extend(c.to_lowercase()),
    };
    out.push_str(plain);
}

/// The simplified form of a common traditional character; any other character as it is.
pub(super) fn simplified(c: char) -> char {
    static TABLE: OnceLock<Vec<(char, char)>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let characters: Vec<char> = PAIRS.chars().filter(|c| !c.is_whitespace()).collect();
        let mut pairs: Vec<_> = characters.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
        pairs.sort_unstable();
        pairs
    });
    table.binary_search_by_key(&c, |pair| pair.0).map_or(c, |at| table[at].1)
}

/// Traditional, simplified, traditional, simplified, …: what names of places, firms, people and goods are made of.
const PAIRS: &str = "
萬万與与專专業业叢丛東东絲丝兩两嚴严喪丧個个豐丰臨临為为麗丽舉举義义烏乌樂乐喬乔習习鄉乡書书買买亂乱爭争於于虧亏雲云亞亚產产畝亩親亲億亿僅仅從从侖仑倉仓儀仪們们價价眾众優优會会傘伞偉伟傳传傷伤倫伦偽伪體体餘余傭佣俠侠侶侣僑侨偵侦側侧債债傾倾
儲储兒儿黨党蘭兰關关興兴養养獸兽內内岡冈冊册寫写軍军農农馮冯衝冲決决況况凍冻淨净涼凉減减湊凑幾几鳳凤憑凭凱凯擊击劃划劉刘則则剛刚創创刪删別别劑剂剝剥劇剧勸劝辦办務务動动勵励勁劲勞劳勢势勳勋勝胜華华協协單单賣卖盧卢衛卫卻却廠厂廳厅歷历曆历厲厉
壓压廁厕廈厦縣县參参雙双發发髮发變变敘叙葉叶號号嘆叹嗎吗聽听啟启吳吴員员響响啞哑嘩哗喲哟園园圍围國国圖图圓圆聖圣場场壞坏塊块堅坚壇坛壩坝墳坟墜坠壟垄壘垒墾垦墊垫塹堑牆墙壯壮聲声殼壳壺壶處处備备復复複复夠够頭头誇夸夾夹奪夺奮奋獎奖奧奥婦妇媽妈
嫵妩姍姗婁娄嬌娇孫孙學学寧宁寶宝實实寵宠審审憲宪宮宫寬宽賓宾對对尋寻導导壽寿將将爾尔塵尘嘗尝堯尧盡尽層层屆届屬属嶼屿歲岁豈岂島岛嶺岭嶽岳峽峡幣币帥帅師师帳帐帶带幫帮廣广莊庄慶庆庫库應应廟庙龐庞廢废開开異异棄弃張张彌弥彎弯彈弹強强歸归當当錄录
彥彦徹彻徑径禦御憶忆懷怀態态總总戀恋懇恳惡恶惱恼悅悦懸悬驚惊懼惧慘惨慣惯憐怜憤愤願愿戲戏戰战戶户撲扑執执擴扩掃扫揚扬擾扰撫抚拋抛搶抢護护報报擔担擬拟擁拥攔拦擇择揮挥擋挡損损換换據据擲掷撐撑攜携攝摄擺摆搖摇攤摊敵敌數数齋斋鬥斗斷断無无舊旧時时
曠旷晝昼顯显曉晓曬晒暫暂術术樸朴機机殺杀雜杂權权條条來来楊杨傑杰極极構构樞枢標标棧栈棟栋欄栏樹树樣样橋桥檔档檢检樓楼榮荣櫃柜歡欢歐欧殘残毀毁畢毕氣气氫氢漢汉湯汤溝沟沒没澤泽潔洁灑洒淚泪濱滨灘滩濟济瀏浏渾浑濃浓濤涛渦涡溫温灣湾濕湿滿满漁渔滬沪
潛潜瀘泸澱淀淺浅漿浆測测滲渗漲涨滾滚滯滞灝灏燈灯靈灵災灾爐炉點点煉炼爛烂烴烃煙烟煩烦燒烧燙烫熱热愛爱爺爷狀状獨独獅狮獲获獵猎豬猪貓猫獻献瑪玛環环現现瓊琼電电畫画暢畅療疗瘋疯癢痒皺皱盜盗監监蓋盖盤盘睜睁矚瞩礦矿碼码磚砖確确礎础禮礼禍祸離离種种
積积稱称穩稳窮穷竊窃竄窜窩窝窪洼竇窦豎竖競竞筆笔筍笋節节範范築筑簽签籤签簡简籃篮籌筹類类糧粮緊紧糾纠紀纪約约紅红級级紛纷紋纹納纳紐纽純纯紗纱紙纸紹绍細细紳绅終终組组經经結结給给絡络絕绝統统繼继績绩緒绪續续綠绿維维綿绵綜综緣缘編编緩缓緯纬縮缩
縫缝織织繪绘繳缴纖纤網网羅罗罰罚罷罢聯联職职聶聂肅肃腸肠膚肤腎肾膽胆膠胶腦脑臉脸臘腊艦舰艙舱艱艰藝艺蘇苏蘋苹莖茎薦荐蕩荡葷荤薩萨藍蓝藥药蘊蕴蓮莲蔣蒋薑姜虛虚虜虏蟲虫蝦虾蠟蜡蠶蚕蠻蛮補补裝装襯衬襲袭製制裡里裏里見见規规覓觅視视覽览覺觉觀观觸触
計计訂订認认討讨讓让訊讯訓训議议記记講讲許许論论設设訪访證证評评識识訴诉診诊詞词譯译試试詩诗誠诚話话詢询該该詳详語语誤误說说請请諸诸課课誰谁調调談谈謀谋謝谢謙谦譚谭譜谱讀读負负貢贡財财責责賢贤敗败貨货質质販贩貪贪貧贫購购貯贮貫贯貴贵貸贷貿贸
費费賀贺賈贾資资賴赖賬账賜赐賠赔賞赏賦赋贈赠贏赢贛赣趙赵趕赶趨趋躍跃踐践車车軌轨軟软轉转輪轮輕轻載载較较輛辆輝辉輸输轄辖邊边遼辽達达遷迁過过邁迈運运還还這这進进遠远違违連连遲迟適适選选遜逊遞递邏逻遺遗郵邮鄒邹鄧邓鄭郑鄰邻醫医醬酱釀酿釋释鑒鉴
鑑鉴針针釘钉鈔钞鈉钠鈣钙鋼钢鑰钥鉀钾鉅巨鐘钟鍾钟鈴铃錢钱鐵铁銅铜鋁铝銀银銷销鎖锁鋪铺鏈链鍋锅錫锡錦锦鎮镇鏡镜長长門门閃闪閉闭問问閩闽間间聞闻閣阁閱阅闊阔隊队陽阳陰阴陣阵階阶際际陸陆陳陈隨随險险隱隐難难霧雾靜静韓韩頂顶頃顷項项順顺須须顧顾頓顿
頒颁預预領领頻频題题額额顏颜風风飛飞飯饭飲饮飼饲飽饱飾饰餃饺餅饼館馆饋馈馬马駕驾駐驻駝驼駿骏騎骑騙骗驗验驟骤髒脏鬆松魚鱼魯鲁鮑鲍鮮鲜鯉鲤鯨鲸鳥鸟鳴鸣鴨鸭鴻鸿鵝鹅鷹鹰鹽盐麥麦黃黄齊齐齒齿齡龄龍龙龜龟臺台檯台颱台週周禎祯鄺邝鄔邬閻阎闞阚瀋沈後后
隻只係系繫系僱雇併并並并佔占採采彙汇匯汇滙汇誌志註注麵面麪面檸柠滷卤乾干幹干捲卷綫线線线衆众啓启峯峰羣群槓杠祕秘纔才箇个贊赞鑽钻蔥葱蠔蚝滄沧灤滦濰潍涇泾淶涞渙涣潁颍滎荥嶗崂峴岘郟郏鄖郧鄲郸
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole_and_never_leads_to_a_traditional_character() {
        let characters: Vec<char> = PAIRS.chars().filter(|c| !c.is_whitespace()).collect();
        assert_eq!(characters.len() % 2, 0);
        for pair in characters.chunks_exact(2) {
            assert_eq!(simplified(pair[1]), pair[1], "{} leads to {}", pair[0], pair[1]);
            assert_eq!(simplified(pair[0]), pair[1], "two forms for {}", pair[0]);
        }
    }
}
