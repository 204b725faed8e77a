// What the page says, in English and Korean.
const WORDS = {
  en: {
    skip: "Skip to the order book", messages: "Messages", rate: "Per second", missed: "Missed", high: "High today", low: "Low today",
    turnover: "Traded today", second: "1 s", minute: "1 min", minutes5: "5 min", minutes30: "30 min", markets: "Markets",
    instrument: "Instrument", price: "Price (KRW)", change: "Change", value: "Traded", book: "Order book", amount: "Amount",
    total: "Total", trades: "Trades", time: "Time", connecting: "connecting", live: "live", cut: "disconnected",
    reconnecting: n => `reconnecting (${n})`, spread: text => `spread ${text}`, million: "M",
    silent: "nothing was heard for 10 s", broken: "the connection broke off", closed: code => `it was closed with code ${code}`,
    banner: (why, seconds, n) => `Disconnected: ${why}. What you see is old. Trying again in ${seconds} s (attempt ${n}).`,
    other: "한국어", otherCode: "ko", otherLabel: "한국어로 보기",
    candle: c => `${c.time} UTC  open ${c.open}  high ${c.high}  low ${c.low}  close ${c.close}  amount ${c.volume}`,
  },
  ko: {
    skip: "호가로 건너뛰기", messages: "수신", rate: "초당", missed: "놓침", high: "당일 고가", low: "당일 저가", turnover: "당일 거래대금",
    second: "1초", minute: "1분", minutes5: "5분", minutes30: "30분", markets: "종목", instrument: "종목", price: "가격 (KRW)",
    change: "전일대비", value: "거래대금", book: "호가", amount: "수량", total: "누적", trades: "체결", time: "시각", connecting: "연결 중",
    live: "실시간", cut: "끊김", reconnecting: n => `다시 연결 중 (${n})`, spread: text => `스프레드 ${text}`, million: "백만",
    silent: "10초 동안 아무것도 오지 않았습니다", broken: "연결이 끊어졌습니다", closed: code => `코드 ${code}로 닫혔습니다`,
    banner: (why, seconds, n) => `연결 끊김: ${why}. 지금 보이는 값은 지난 값입니다. ${seconds}초 뒤 다시 시도합니다 (${n}번째).`,
    other: "English", otherCode: "en", otherLabel: "View in English",
    candle: c => `${c.time} UTC  시가 ${c.open}  고가 ${c.high}  저가 ${c.low}  종가 ${c.close}  수량 ${c.volume}`,
  },
};

let language = new URLSearchParams(location.search).get("lang") ?? (navigator.language.startsWith("ko") ? "ko" : "en");
if (!WORDS[language]) language = "en";

export const words = () => WORDS[language];
export const isKorean = () => language === "ko";

export function translate() {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = words()[element.dataset.word];
  const button = document.getElementById("language");
  button.textContent = words().other;
  button.lang = words().otherCode;
  button.setAttribute("aria-label", words().otherLabel);
}

export function switchLanguage() {
  language = words().otherCode;
  translate();
}
