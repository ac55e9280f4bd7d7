using System.Management.Automation.Host;

namespace HubChantier.Backup.TestSupport;

/// <summary>Gives the width that tables are laid out for; nothing else.</summary>
internal sealed class TestRawUserInterface : PSHostRawUserInterface
{
    private readonly int _width;

    public TestRawUserInterface(int width) => _width = width;

    public override Size BufferSize
    {
        get => new(_width, 9999);
        set => throw new NotSupportedException();
    }

    public override Size WindowSize
    {
        get => BufferSize;
        set => throw new NotSupportedException();
    }

    public override Size MaxWindowSize => BufferSize;

    public override Size MaxPhysicalWindowSize => BufferSize;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override Coordinates CursorPosition { get; set; }

    public override int CursorSize { get; set; } = 25;

    public override Coordinates WindowPosition { get; set; }

    public override string WindowTitle { get; set; } = "";

    public override bool KeyAvailable => false;

    public override void FlushInputBuffer()
    {
    }

    public override KeyInfo ReadKey(ReadKeyOptions options) => throw new NotSupportedException();

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw new NotSupportedException();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw new NotSupportedException();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw new NotSupportedException();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw new NotSupportedException();
}
