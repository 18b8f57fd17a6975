namespace IML.RbaBot.Texts;

/// <summary>One text of any area, for example <c>CardText.ButtonNext</c>; what a language is asked for.</summary>
public readonly record struct TextKey
{
    private TextKey(int number) => Number = number;

    /// <summary>Its place among the texts of all areas.</summary>
    internal int Number { get; }

    public static implicit operator TextKey(CardText text) => new(TextAreas.StartOf<CardText>() + (int)text);

    public static implicit operator TextKey(ReviewText text) => new(TextAreas.StartOf<ReviewText>() + (int)text);

    public static implicit operator TextKey(QueueText text) => new(TextAreas.StartOf<QueueText>() + (int)text);

    public static implicit operator TextKey(RequestText text) => new(TextAreas.StartOf<RequestText>() + (int)text);

    public static implicit operator TextKey(NoticeText text) => new(TextAreas.StartOf<NoticeText>() + (int)text);

    public static implicit operator TextKey(SetupText text) => new(TextAreas.StartOf<SetupText>() + (int)text);

    public static implicit operator TextKey(DocumentText text) => new(TextAreas.StartOf<DocumentText>() + (int)text);

    public static implicit operator TextKey(FindText text) => new(TextAreas.StartOf<FindText>() + (int)text);
}
