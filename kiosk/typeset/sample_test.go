package typeset

// A sample is what a screen shows in a language: a heading, and a text with a telephone
// number, a time, a postcode and a name that is written in Latin letters.
type sample struct{ lang, title, text string }

// samples are in the six languages of the first kiosks.
func samples() []sample {
	phone, hours, code, nhs := Isolate("020 7946 0958"), Isolate("9:00–17:30"), Isolate("E1 6AN"), Isolate("NHS 111")
	return []sample{
		{"en", "I need to see a doctor", "Ring " + nhs + " at any time, free of charge, or the front desk on " + phone + " between " + hours + ". The surgery is at Example Street (" + code + "), behind the library."},
		{"bn", "আমার একজন ডাক্তার দরকার", "যেকোনো সময় বিনামূল্যে " + nhs + " নম্বরে ফোন করুন, অথবা " + hours + " এর মধ্যে " + phone + " নম্বরে। ক্লিনিকটি Example Street (" + code + ") এ, গ্রন্থাগারের পিছনে; কষ্ট হলে কর্মীকে বলুন।"},
		{"ar", "أحتاج إلى رؤية طبيب", "اتصل برقم " + nhs + " مجاناً في أي وقت، أو بمكتب الاستقبال على " + phone + " بين " + hours + ". العيادة في Example Street (" + code + ")، خلف المكتبة [مفتوحة اليوم]."},
		{"ur", "مجھے ڈاکٹر کی ضرورت ہے", "کسی بھی وقت " + nhs + " پر مفت فون کریں، یا " + hours + " کے درمیان استقبالیہ کو " + phone + " پر۔ کلینک Example Street (" + code + ") میں لائبریری کے پیچھے ہے۔"},
		{"pl", "Potrzebuję lekarza", "Zadzwoń o każdej porze pod bezpłatny numer " + nhs + " albo do recepcji: " + phone + ", w godzinach " + hours + ". Przychodnia mieści się przy Example Street (" + code + "). Zażółć gęślą jaźń."},
		{"zh-Hans", "我需要看医生", "您可以随时免费拨打 " + nhs + "，或在 " + hours + " 之间拨打前台电话 " + phone + "。诊所位于 Example Street（" + code + "），在图书馆后面。我们提供免费的口译服务，您不需要出示身份证件。"},
	}
}
