import { expect, test } from 'vitest'
import { deviceLabel } from '../../src/access/device'

const IOS = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const ANDROID = 'Mozilla/5.0 (Linux; Android 14; V2324A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0'
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)'
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)'

test.each([
  [`${IOS} Mobile/15E148 MicroMessenger/8.0.60(0x18003c2f) NetType/WIFI Language/zh_CN`, 'iPhone · WeChat'],
  [
    `${ANDROID} Chrome/130.0.6723.103 Mobile Safari/537.36 XWEB/1300333 MMWEBSDK/20250201 MicroMessenger/8.0.58.2841(0x28003A3A) WeChat/arm64 Weixin NetType/5G Language/zh_CN`,
    'Android · WeChat',
  ],
  [
    `${WINDOWS} Chrome/122.0.0.0 Safari/537.36 NetType/WIFI MicroMessenger/7.0.20.1781(0x6700143B) WindowsWechat(0x63090c33)`,
    'Windows · WeChat',
  ],
  [`${IOS} Mobile/15E148 wxwork/4.1.36 MicroMessenger/7.0.1 Language/zh`, 'iPhone · WeCom'],
  [
    `${IOS} Mobile/22F76 AliApp(DingTalk/7.6.55) com.laiwang.DingTalk/41706823 Channel/201200`,
    'iPhone · DingTalk',
  ],
  [`${ANDROID} Chrome/124.0.6367.159 Mobile Safari/537.36 AliApp(DingTalk/7.6.50)`, 'Android · DingTalk'],
  [`${MAC} Chrome/120.0.0.0 Safari/537.36 Lark/7.40.8 LarkLocale/zh_CN`, 'Mac · Feishu'],
  [`${IOS} Version/18.5 Mobile/15E148 Safari/604.1`, 'iPhone · Safari'],
  [`${MAC} Version/18.5 Safari/605.1.15`, 'Mac · Safari'],
  [`${WINDOWS} Chrome/137.0.0.0 Safari/537.36`, 'Windows · Chrome'],
  [`${IOS} CriOS/137.0.7151.79 Mobile/15E148 Safari/604.1`, 'iPhone · Chrome'],
  [`${ANDROID} Chrome/137.0.0.0 Mobile Safari/537.36`, 'Android · Chrome'],
  [`${WINDOWS} Chrome/137.0.0.0 Safari/537.36 Edg/137.0.0.0`, 'Windows · Edge'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:139.0) Gecko/20100101 Firefox/139.0', 'Windows · Firefox'],
  [
    'Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile HuaweiBrowser/5.0.4.300',
    'HarmonyOS · Huawei Browser',
  ],
  ['Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) Chrome/137.0.0.0 Safari/537.36', 'Chromebook · Chrome'],
  ['curl/8.5.0', '? · ?'],
  ['', '? · ?'],
])('%s', (userAgent, label) => {
  expect(deviceLabel(userAgent)).toBe(label)
})

test('nothing of a hostile user agent gets into the label', () => {
  expect(deviceLabel(`<script>alert(1)</script>${'x'.repeat(100_000)}Safari`)).toBe('? · Safari')
})
